import type { Label } from '../../../../contracts/labels.ts';
import type { Vote } from '../../../../contracts/thresholds.ts';
import type { Answer } from '../../failure.ts';

interface VotesInTurn {
  /** null takes the vote back. */
  send: (label: Label, vote: Vote | null) => Promise<Answer<null>>;
  show: (label: Label, vote: Vote | null) => void;
}

/** Sends the votes on a label one at a time: of what is pressed while one is on its way, the last goes after it. */
export function votesInTurn({ send, show }: VotesInTurn) {
  /** By the labels of which a vote is on its way. */
  const wanted = new Map<Label, Vote | null>();

  /**
   * Shows the vote at once, and takes it back to the last one that the server confirmed where it does not come to that. `shown`: the vote as it is on screen.
   * Answers the vote that stands; null: the call that is on its way tells of this one too.
   */
  return async function give(
    label: Label,
    vote: Vote | null,
    shown: Vote | null,
  ): Promise<Answer<Vote | null> | null> {
    const isOnItsWay = wanted.has(label);
    wanted.set(label, vote);
    show(label, vote);
    if (isOnItsWay) return null;
    let confirmed = shown;
    for (;;) {
      const sent = wanted.get(label) ?? null;
      const answer = await send(label, sent);
      if (answer.ok) confirmed = sent;
      if (wanted.get(label) !== sent) continue;
      wanted.delete(label);
      if (answer.ok) return { ok: true, value: sent };
      show(label, confirmed);
      return answer;
    }
  };
}
