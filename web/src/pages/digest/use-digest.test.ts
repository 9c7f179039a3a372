import { createRoot, createSignal } from 'solid-js';
import { expect, it, vi } from 'vitest';
import { NETWORK_FAILURE } from '../../failure.ts';
import { createDigest } from './use-digest.ts';

type Answer = (answer: unknown) => Promise<void>;
const feed = vi.hoisted(() => ({ digest: () => undefined as { eventId: string } | undefined }));
const reads = vi.hoisted(() => [] as Answer[]);

// What Node resolves to renders once and has no effects.
vi.mock('solid-js', () => vi.importActual('solid-js/dist/solid.js'));
vi.mock('../../feed/store.ts', () => ({ feed: { digest: () => feed.digest() } }));
// Each read is answered by hand.
vi.mock('../../api.ts', () => ({
  get: () =>
    new Promise((resolve) => {
      reads.push(async (answer) => {
        resolve(answer);
        await new Promise((turn) => setTimeout(turn));
      });
    }),
}));

it('a week is not shown under the address of another one that does not come, whatever the feed tells meanwhile', async () => {
  const [id, setId] = createSignal<string | undefined>('a');
  const [told, setTold] = createSignal<{ eventId: string }>();
  feed.digest = told;
  const { shown, leave } = createRoot((dispose) => ({ shown: createDigest(id), leave: dispose }));
  await reads.at(-1)?.({ ok: true, value: { digest: { id: 'a' } } });
  setId('b');
  setTold({ eventId: '1' });
  expect(shown.stale()).toBe(true);
  await reads.at(-1)?.({ ok: false, problem: NETWORK_FAILURE });
  expect([shown.value(), shown.problem(), shown.stale()]).toEqual([undefined, NETWORK_FAILURE, false]);
  leave();
});

it('a week stays on screen where it is only asked for again', async () => {
  const [told, setTold] = createSignal<{ eventId: string }>();
  feed.digest = told;
  const { shown, leave } = createRoot((dispose) => ({ shown: createDigest(() => 'a'), leave: dispose }));
  await reads.at(-1)?.({ ok: true, value: { digest: { id: 'a' } } });
  setTold({ eventId: '1' });
  await reads.at(-1)?.({ ok: false, problem: NETWORK_FAILURE });
  expect(shown.value()).toEqual({ digest: { id: 'a' } });
  leave();
});
