import { describe, expect, it } from 'vitest';
import type { Settings } from '../../../../contracts/settings.ts';
import { draftAfterSave, draftOf, isChanged, readDraft } from './settings-draft.ts';

const SAVED: Settings = {
  timezone: 'Europe/Berlin',
  matching: 'fifo',
  riskPerTrade: null,
  digestByMail: false,
};

describe('the settings form', () => {
  it('is unchanged as it comes, and with spaces around what is there', () => {
    expect(isChanged(draftOf(SAVED), SAVED)).toBe(false);
    expect(isChanged({ ...draftOf(SAVED), timezone: ' Europe/Berlin ', riskPerTrade: ' ' }, SAVED)).toBe(
      false,
    );
  });

  it('is changed by any one of its fields', () => {
    const draft = draftOf(SAVED);
    expect(isChanged({ ...draft, timezone: 'UTC' }, SAVED)).toBe(true);
    expect(isChanged({ ...draft, matching: 'lifo' }, SAVED)).toBe(true);
    expect(isChanged({ ...draft, riskPerTrade: '250' }, SAVED)).toBe(true);
    expect(isChanged({ ...draft, digestByMail: true }, SAVED)).toBe(true);
  });

  it('keeps what is typed while it is saved, as a change that is not saved', () => {
    const sent = { ...draftOf(SAVED), timezone: ' UTC ', riskPerTrade: '250' };
    const saved = { ...SAVED, timezone: 'UTC', riskPerTrade: '250' };
    expect(draftAfterSave(sent, sent, saved)).toEqual(draftOf(saved));
    const now = draftAfterSave({ ...sent, riskPerTrade: '2500', digestByMail: true }, sent, saved);
    expect(now).toEqual({ ...draftOf(saved), riskPerTrade: '2500', digestByMail: true });
    expect(isChanged(now, saved)).toBe(true);
  });

  it('reads an empty risk as none and a typed one digit by digit', () => {
    const draft = draftOf(SAVED);
    expect(readDraft(draft)).toEqual({ ok: true, settings: SAVED });
    expect(readDraft({ ...draft, riskPerTrade: ' 12.50 ' })).toEqual({
      ok: true,
      settings: { ...SAVED, riskPerTrade: '12.50' },
    });
  });

  it('says which field is wrong, and only that', () => {
    const draft = draftOf(SAVED);
    for (const riskPerTrade of ['0', '-5', '1,000', 'ten']) {
      const read = readDraft({ ...draft, riskPerTrade });
      expect(read.ok ? [] : Object.keys(read.errors)).toEqual(['riskPerTrade']);
    }
    const read = readDraft({ ...draft, timezone: 'Berlin, Germany' });
    expect(read.ok ? [] : Object.keys(read.errors)).toEqual(['timezone']);
  });
});
