import { createRoot, createSignal } from 'solid-js';
import { expect, it, vi } from 'vitest';
import { useReportQuery } from './report-query.ts';

const clock = vi.hoisted(() => ({ now: (): number => 0 }));

// What Node resolves to renders once and has no effects.
vi.mock('solid-js', () => vi.importActual('solid-js/dist/solid.js'));
vi.mock('@solidjs/router', () => ({ useSearchParams: () => [{ period: '7d' }] }));
vi.mock('../session.ts', () => ({ timezone: () => 'Europe/Berlin' }));
vi.mock('./clock.ts', () => ({ now: () => clock.now() }));

it('a period moves at midnight, and nothing changes at the other ticks of the clock', () => {
  const [now, setNow] = createSignal(Date.parse('2026-03-31T21:59:00Z'));
  clock.now = now;
  createRoot((leave) => {
    const query = useReportQuery();
    const before = query();
    setNow(Date.parse('2026-03-31T21:59:30Z'));
    expect(query()).toBe(before);
    setNow(Date.parse('2026-03-31T22:00:00Z'));
    expect(query().from).toBe('2026-03-25T23:00:00.000Z');
    expect(before.from).toBe('2026-03-24T23:00:00.000Z');
    leave();
  });
});
