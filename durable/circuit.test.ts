import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { admit, type Circuit, failed, HEALTHY, succeeded } from './circuit.ts';

const OUTAGE = { because: 'unavailable', retryAfterMs: null } as const;
const NOW = 1_000_000;

const afterFailures = (count: number, now = NOW): Circuit =>
  Array.from({ length: count }).reduce<Circuit>((circuit) => failed(circuit, OUTAGE, now), HEALTHY);

const isAdmitted = (circuit: Circuit, now: number) => admit(circuit, now).admission.admitted;

describe('a circuit', () => {
  test('lets calls through while the broker works, and asks nobody how it went', () => {
    expect(admit(HEALTHY, NOW)).toEqual({ admission: { admitted: true, suspect: false }, next: HEALTHY });
  });

  test('lets calls through after four failures, and wants to hear of the next', () => {
    expect(admit(afterFailures(4), NOW).admission).toEqual({ admitted: true, suspect: true });
  });

  test('opens at the fifth failure in a row for half a minute', () => {
    const circuit = afterFailures(5);
    expect(admit(circuit, NOW + 29_999).admission).toEqual({
      admitted: false,
      because: 'unavailable',
      waitMs: 1,
    });
    expect(isAdmitted(circuit, NOW + 30_000)).toBe(true);
  });

  test('counts failures in a row only', () => {
    const circuit = failed(succeeded(afterFailures(4), NOW), OUTAGE, NOW);
    expect(isAdmitted(circuit, NOW)).toBe(true);
  });

  test('opens at once for as long as the broker names', () => {
    const circuit = failed(HEALTHY, { because: 'rate_limited', retryAfterMs: 2_000 }, NOW);
    expect(admit(circuit, NOW + 1_000).admission).toEqual({
      admitted: false,
      because: 'rate_limited',
      waitMs: 1_000,
    });
    expect(isAdmitted(circuit, NOW + 2_000)).toBe(true);
  });

  test('lets one probe through after its pause, and another one only when the first is not heard of again', () => {
    const { admission, next } = admit(afterFailures(5), NOW + 30_000);
    expect(admission).toEqual({ admitted: true, suspect: true });
    expect(isAdmitted(next, NOW + 30_001)).toBe(false);
    expect(isAdmitted(next, NOW + 45_000)).toBe(true);
  });

  test('stays open when the probe fails, even where the broker named the time and does not now', () => {
    const open = failed(HEALTHY, { because: 'rate_limited', retryAfterMs: 60_000 }, NOW);
    const { next } = admit(open, NOW + 60_000);
    expect(isAdmitted(failed(next, OUTAGE, NOW + 61_000), NOW + 62_000)).toBe(false);
  });

  test('closes when the probe goes well', () => {
    const { next } = admit(afterFailures(5), NOW + 30_000);
    expect(succeeded(next, NOW + 31_000)).toEqual(HEALTHY);
  });

  test('pauses twice as long with each probe that fails, up to five minutes', () => {
    let circuit = afterFailures(5);
    const pauses: number[] = [];
    for (let probe = 0; probe < 6; probe += 1) {
      const at = circuit.openUntil;
      circuit = failed(admit(circuit, at).next, OUTAGE, at);
      pauses.push(circuit.openUntil - at);
    }
    expect(pauses).toEqual([60_000, 120_000, 240_000, 300_000, 300_000, 300_000]);
  });

  test('is not closed, nor held open for longer, by calls that were under way when it opened', () => {
    const open = failed(HEALTHY, { because: 'rate_limited', retryAfterMs: 60_000 }, NOW);
    expect(succeeded(open, NOW + 10)).toBe(open);
    expect(failed(open, OUTAGE, NOW + 10)).toBe(open);
  });

  test('never admits a call before the time that a broker named, whatever else comes', () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('fail' as const), retryAfterMs: fc.option(fc.nat(3_600_000)) }),
      fc.record({ kind: fc.constant('succeed' as const) }),
      fc.record({ kind: fc.constant('wait' as const), ms: fc.nat(60_000) }),
      fc.record({ kind: fc.constant('admit' as const) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let circuit = HEALTHY;
        let now = NOW;
        let notBefore = 0;
        for (const taken of steps) {
          if (taken.kind === 'wait') now += taken.ms;
          else if (taken.kind === 'succeed') circuit = succeeded(circuit, now);
          else if (taken.kind === 'fail') {
            circuit = failed(circuit, { because: 'rate_limited', retryAfterMs: taken.retryAfterMs }, now);
            notBefore = Math.max(notBefore, now + (taken.retryAfterMs ?? 0));
          } else {
            const { admission, next } = admit(circuit, now);
            if (now < notBefore) expect(admission.admitted).toBe(false);
            circuit = next;
          }
        }
      }),
    );
  });
});
