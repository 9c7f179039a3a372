import { expect, it } from 'vitest';
import { tellAudit } from './tell-audit.ts';

it('tells what happened in plain words, with where it happened', () => {
  expect(tellAudit({ action: 'session.opened', meta: { device: 'Firefox on Linux' } })).toEqual({
    text: 'Signed in',
    detail: 'Firefox on Linux',
    alarming: false,
  });
  expect(tellAudit({ action: 'broker.linked', meta: { broker: 'coinbase', auth: 'oauth2' } }).detail).toBe(
    'Coinbase',
  );
});

it('tells how an import ended, and which one it was', () => {
  const meta = { broker: 'kraken', from: 'file', status: 'failed' };
  expect(tellAudit({ action: 'import.ended', meta })).toEqual({
    text: 'Import failed',
    detail: 'Kraken, from a file',
    alarming: false,
  });
  const synced = { broker: 'coinbase', from: 'broker', status: 'done', automatic: true };
  expect(tellAudit({ action: 'import.ended', meta: synced })).toMatchObject({
    text: 'Import done',
    detail: 'Coinbase, by itself',
  });
});

it('marks what may have been somebody else', () => {
  expect(tellAudit({ action: 'session.refused', meta: {} }).alarming).toBe(true);
  expect(tellAudit({ action: 'session.refused', meta: { secondFactor: true } }).text).toMatch(
    'the password was right',
  );
});

it('tells what it does not know by its own name', () => {
  expect(tellAudit({ action: 'data_key.looked_at', meta: {} }).text).toBe('Data key looked at');
});
