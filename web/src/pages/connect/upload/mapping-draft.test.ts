import { expect, test } from 'vitest';
import { completeMapping, type MappingDraft, missingFields, withColumn } from './mapping-draft.ts';

const DRAFT: MappingDraft = {
  broker: 'other',
  columns: { time: 'Date', symbol: 'Pair', side: 'Side', quantity: 'Amount' },
  timezone: 'UTC',
  dateOrder: 'ymd',
  decimal: '.',
};

test('a mapping is complete once every needed column is named', () => {
  expect(completeMapping(DRAFT)).toBeNull();
  expect(missingFields(DRAFT)).toEqual(['price']);
  const complete = withColumn(DRAFT, 'price', 'Rate');
  expect(completeMapping(complete)).toEqual({
    broker: 'other',
    columns: { time: 'Date', symbol: 'Pair', side: 'Side', quantity: 'Amount', price: 'Rate' },
    timezone: 'UTC',
    dateOrder: 'ymd',
    decimal: '.',
  });
});

test('a mapping whose time zone is none is not complete', () => {
  const complete = withColumn(DRAFT, 'price', 'Rate');
  expect(completeMapping({ ...complete, timezone: 'Europe/Berln' })).toBeNull();
  expect(completeMapping({ ...complete, timezone: '' })).toBeNull();
  expect(completeMapping({ ...complete, timezone: ' Europe/Berlin ' })?.timezone).toBe('Europe/Berlin');
});

test('a column that is taken back is gone from what is sent', () => {
  const withFee = withColumn(withColumn(DRAFT, 'price', 'Rate'), 'fee', 'Fee');
  expect(completeMapping(withFee)?.columns.fee).toBe('Fee');
  const without = completeMapping(withColumn(withFee, 'fee', ''));
  expect(without?.columns).not.toHaveProperty('fee');
});
