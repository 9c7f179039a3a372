import { beforeEach, describe, expect, it } from 'vitest';
import type { Label } from '../../../../contracts/labels.ts';
import type { Vote } from '../../../../contracts/thresholds.ts';
import { type Answer, NETWORK_FAILURE } from '../../failure.ts';
import { votesInTurn } from './votes-in-turn.ts';

const DONE: Answer<null> = { ok: true, value: null };
const FAILED: Answer<null> = { ok: false, problem: NETWORK_FAILURE };

let sent: [Label, Vote | null][];
let shown: [Label, Vote | null][];
/** Answers what was sent, the oldest first. */
let answers: ((answer: Answer<null>) => void)[];
let give: ReturnType<typeof votesInTurn>;

beforeEach(() => {
  [sent, shown, answers] = [[], [], []];
  give = votesInTurn({
    send(label, vote) {
      sent.push([label, vote]);
      return new Promise((resolve) => answers.push(resolve));
    },
    show: (label, vote) => void shown.push([label, vote]),
  });
});

async function answer(with_: Answer<null>): Promise<void> {
  answers.shift()?.(with_);
  await new Promise((resolve) => setTimeout(resolve));
}

describe('votes on a label', () => {
  it('are sent one at a time, and of those that wait only the last', async () => {
    const first = give('FOMO', 'up', null);
    expect(await give('FOMO', null, 'up')).toBeNull();
    expect(await give('FOMO', 'down', null)).toBeNull();
    expect(sent).toEqual([['FOMO', 'up']]);
    await answer(DONE);
    expect(sent.slice(1)).toEqual([['FOMO', 'down']]);
    await answer(DONE);
    expect(await first).toEqual({ ok: true, value: 'down' });
    expect(shown.at(-1)).toEqual(['FOMO', 'down']);
  });

  it('are sent beside those on another label', () => {
    void give('FOMO', 'up', null);
    void give('REVENGE', 'down', null);
    expect(sent).toHaveLength(2);
  });

  it('go back to the last one that the server confirmed', async () => {
    const first = give('FOMO', 'up', 'down');
    void give('FOMO', null, 'up');
    await answer(DONE);
    await answer(FAILED);
    expect(await first).toEqual(FAILED);
    expect(shown.at(-1)).toEqual(['FOMO', 'up']);
  });

  it('go back to what was there where none was confirmed', async () => {
    const first = give('FOMO', 'up', 'down');
    void give('FOMO', null, 'up');
    await answer(FAILED);
    await answer(FAILED);
    await first;
    expect(shown.at(-1)).toEqual(['FOMO', 'down']);
  });

  it('are sent anew after one that failed', async () => {
    const failing = give('FOMO', 'up', null);
    await answer(FAILED);
    await failing;
    void give('FOMO', 'up', null);
    expect(sent).toHaveLength(2);
  });
});
