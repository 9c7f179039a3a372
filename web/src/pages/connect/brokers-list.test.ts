import { createRoot, createSignal } from 'solid-js';
import { expect, it, vi } from 'vitest';
import { NO_PROGRESS } from '../../../../contracts/jobs.ts';
import type { ImportState } from '../../feed/imports.ts';
import { useBrokers } from './brokers-list.ts';

type ImportEvent = { eventId: string; payload: ImportState };
const feed = vi.hoisted(() => ({ imports: () => [] as ImportEvent[] }));
const server = vi.hoisted(() => ({ looks: 0 }));

// What Node resolves to renders once and has no effects.
vi.mock('solid-js', () => vi.importActual('solid-js/dist/solid.js'));
vi.mock('../../feed/store.ts', () => ({ feed: { imports: () => feed.imports() } }));
vi.mock('../../ui/answered.tsx', () => ({ settled: () => undefined }));
vi.mock('../../api.ts', () => ({
  async get() {
    server.looks += 1;
    return { ok: true, value: { brokers: [], connections: [] } };
  },
}));

const HALF_READ: ImportState = { status: 'done', progress: { ...NO_PROGRESS, inserted: 9, scored: 2 } };

it.each<[string, ImportState]>([
  ['was read to its end', { ...HALF_READ, progress: { ...HALF_READ.progress, scored: 9 } }],
  ['will not be read to its end', { ...HALF_READ, error: { code: 'score_failed', message: 'Not read.' } }],
  ['failed with some of it not read', { ...HALF_READ, status: 'failed' }],
])('the brokers are looked at anew once an import %s', async (_, payload) => {
  expect(await looksAfter(payload)).toBe(2);
});

it('the brokers are left alone while an import is read', async () => {
  expect(await looksAfter(HALF_READ)).toBe(1);
});

/** How often they were looked at by the time that the feed told of an import. */
async function looksAfter(payload: ImportState): Promise<number> {
  server.looks = 0;
  const [imports, setImports] = createSignal<ImportEvent[]>([]);
  feed.imports = imports;
  const leave = createRoot((dispose) => {
    useBrokers();
    return dispose;
  });
  await new Promise((turn) => setTimeout(turn));
  setImports([{ eventId: '1', payload }]);
  await new Promise((turn) => setTimeout(turn));
  leave();
  return server.looks;
}
