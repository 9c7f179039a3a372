import { describe, expect, it } from 'vitest';
import { afterHello } from './resume.ts';
import { ulid } from './test-events.ts';

describe('after the greeting', () => {
  it('is live where nothing was missed', () => {
    expect(afterHello({ resume: 'current', head: ulid(5) }, ulid(5))).toEqual({ go: 'live' });
    expect(afterHello({ resume: 'current', head: null }, null)).toEqual({ go: 'live' });
  });

  it('waits for the head where the missed events follow', () => {
    expect(afterHello({ resume: 'replay', head: ulid(9) }, ulid(5))).toEqual({ go: 'replay', head: ulid(9) });
  });

  it('starts over where the cursor is not in the log, even with an empty log', () => {
    expect(afterHello({ resume: 'reset', head: ulid(9) }, ulid(5))).toEqual({ go: 'reload' });
    expect(afterHello({ resume: 'reset', head: null }, ulid(5))).toEqual({ go: 'reload' });
  });

  it('reads what came between an empty history and the greeting', () => {
    expect(afterHello({ resume: 'current', head: ulid(1) }, null)).toEqual({ go: 'catch-up' });
  });
});
