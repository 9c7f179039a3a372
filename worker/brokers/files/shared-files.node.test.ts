import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readExport } from '../../../test/support/read-export.ts';
import { SKIP_NOTE, sharedDataIsThere, sharedDataPath } from '../../../test/support/shared-data.ts';
import { recogniseFile } from './recognise-file.ts';

/** Exports of other venues, or of lists that a trader keeps: none is of a format that is known, and none is taken for one. */
const UNKNOWN = [
  'test_binance_autoinvest.csv',
  'test_binance_betheth.csv',
  'test_bitbank_deposits.csv',
  'test_bitbank_fiat_deposits.csv',
  'test_bitbank_withdrawals.csv',
  'test_coincheck_buys.csv',
  'test_manual_in.csv',
  'test_manual_intra.csv',
  'test_manual_out.csv',
  'test_pionex_trades.csv',
  'test_pionex_transfers.csv',
  'test_trezor_alice_btc.csv',
  'test_trezor_bob_btc.csv',
];

describe.skipIf(!sharedDataIsThere)(`exports that others have published${SKIP_NOTE}`, () => {
  const bytesOf = (name: string) => new Uint8Array(readFileSync(sharedDataPath(`csv/${name}`)));

  test('are all named here', () => {
    expect(readdirSync(sharedDataPath('csv')).sort()).toEqual(UNKNOWN);
  });

  test.each(UNKNOWN)('%s is refused as of no known format, and its columns can be mapped', async (name) => {
    await expect(readExport(bytesOf(name))).rejects.toThrow('file_format_unknown');
    const recognised = recogniseFile(bytesOf(name), {});
    expect(recognised.ok && recognised.value.layout.header.length).toBeGreaterThan(2);
  });

  test('that use semicolons have their columns told apart', () => {
    const recognised = recogniseFile(bytesOf('test_trezor_alice_btc.csv'), {});
    expect(recognised.ok && recognised.value.layout.header).toEqual([
      'Date & Time',
      'Type',
      'Transaction ID',
      'Addresses',
      'Fee',
      'Total',
    ]);
  });
});
