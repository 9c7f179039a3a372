import { describe, expect, it } from 'vitest';
import type { ExportDto } from '../../../../contracts/privacy.ts';
import { nextLook, tellExport } from './export-view.ts';

const NOW = Date.parse('2026-03-01T12:00:00.000Z');
const base = { id: 'a'.repeat(64), createdAt: '2026-03-01T11:00:00.000Z' } satisfies Partial<ExportDto>;
const queued: ExportDto = { ...base, status: 'queued' };
const failed: ExportDto = {
  ...base,
  status: 'failed',
  error: { code: 'internal', message: 'The store was full.' },
};
const done: ExportDto = {
  ...base,
  status: 'done',
  bytes: 1_440_000,
  url: '/api/account/exports/file',
  expiresAt: '2026-03-01T12:15:00.000Z',
  keptUntil: '2026-03-08T12:00:00.000Z',
};

describe('the list of exports', () => {
  it('is looked at every two seconds while one is being made', () => {
    expect(nextLook([done, queued], NOW)).toBe(2_000);
  });

  it('is looked at a minute before a link ends, and not in a loop where it has ended', () => {
    expect(nextLook([done], NOW)).toBe(14 * 60_000);
    expect(nextLook([done], NOW + 3_600_000)).toBe(2_000);
  });

  it('is left alone where nothing will change by itself', () => {
    expect(nextLook([failed, { ...base, status: 'done' }], NOW)).toBeNull();
    expect(nextLook([], NOW)).toBeNull();
  });
});

describe('an export', () => {
  it.each([
    [queued, 'It is being made. You can leave this page; it will be here when you come back.'],
    [done, 'Ready, 1.4 MB. The file is deleted on 8 Mar 2026, 12:00.'],
    [failed, 'It could not be made. The store was full.'],
    [{ ...base, status: 'dead' } as const, 'It could not be made. Ask for another one.'],
    [{ ...base, status: 'done' } as const, 'Its file has been deleted.'],
  ])('is told in a sentence (%#)', (one, sentence) => {
    expect(tellExport(one, 'UTC')).toBe(sentence);
  });
});
