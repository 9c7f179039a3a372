import { describe, expect, test } from 'vitest';
import { permissionsOf } from './permissions.ts';

const READ_ONLY = {
  ipRestrict: true,
  createTime: 1698645219000,
  tradingAuthorityExpirationTime: 1628985600000,
  enableReading: true,
  enableFixReadOnly: true,
  enableSpotAndMarginTrading: false,
  enableWithdrawals: false,
};

describe('a key', () => {
  test('that may only read has nothing in excess', () => {
    expect(permissionsOf(READ_ONLY)).toEqual({
      ok: true,
      value: { scope: 'enableFixReadOnly enableReading', excess: [] },
    });
  });

  test.each([
    ['enableSpotAndMarginTrading', 'trade spot and margin'],
    ['enableWithdrawals', 'withdraw'],
    ['enableInternalTransfer', 'move funds to sub-accounts'],
    ['permitsUniversalTransfer', 'move funds between wallets'],
    ['enableMargin', 'borrow and trade on margin'],
    ['enableFutures', 'trade futures'],
    ['enableVanillaOptions', 'trade options'],
    ['enablePortfolioMarginTrading', 'trade on portfolio margin'],
    ['enableFixApiTrade', 'trade over FIX'],
    ['enableCopyTrading', 'copy trading'],
    ['permitsSubAccountSweep', 'sub account sweep'],
  ])('with %s may %s, which is too much', (flag, excess) => {
    const answer = permissionsOf({ ...READ_ONLY, [flag]: true });
    expect(answer).toMatchObject({ ok: true, value: { excess: [excess] } });
    expect(answer.ok && answer.value.scope.split(' ')).toContain(flag);
  });

  test.each(['true', 1, {}])('with a permission told as %j is not taken for one without', (value) => {
    expect(permissionsOf({ ...READ_ONLY, enableWithdrawals: value })).toMatchObject({
      value: { excess: ['withdraw'] },
    });
  });

  test.each([false, undefined, 'true'])('whose reading is %j is of no use', (enableReading) => {
    expect(permissionsOf({ ...READ_ONLY, enableReading })).toEqual({
      ok: false,
      failure: { kind: 'unauthorized' },
    });
  });
});
