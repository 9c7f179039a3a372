import type { Label } from '../../contracts/labels.ts';
import type { Thresholds, Vote } from '../../contracts/thresholds.ts';

/** Of the Beta prior: as if two trades had been voted up and two down. */
const PRIOR_EACH = 2;
const PRIOR_MEAN = 0.5;

/** A vote as it was cast, never edited; at in milliseconds UTC. null takes the one before back. */
export type LabelVote = { label: Label; vote: Vote | null; tradeId: string; at: number };

export type FeedbackReport = Thresholds['feedback'];

export type Feedback = {
  /**
   * What the confidence in a label is multiplied by, for a trade at this time; times must not fall. 1 without votes, below 2
   * always; a confidence that it would raise above 1 stays 1.
   */
  scaleAt(ts: number, label: Label): number;
  /** Of the labels with votes by the alphabet, all votes counted. */
  report(): FeedbackReport;
};

/**
 * What the trader's thumbs say of each label. The share of trades on which the label is right starts as Beta(2, 2) and is
 * Beta(2 + up, 2 + down) after the votes; its mean (2 + up) / (4 + up + down) over the prior's mean 0.5 scales the label's
 * confidence. A vote counts for trades from its time on, and a later one of the same trade and label replaces
 * it from then on.
 * @param votes in any order; of the same time, the later given is the later cast
 * @param resets milliseconds UTC: what was voted before a reset is forgotten from it on
 */
export function openFeedback({
  votes,
  resets,
}: {
  votes: readonly LabelVote[];
  resets: readonly number[];
}): Feedback {
  const events = [
    ...resets.map((at) => ({ at, vote: null })),
    ...votes.map((vote) => ({ at: vote.at, vote })),
  ];
  events.sort((a, b) => a.at - b.at);
  const tally = openTally();
  let counted = 0;

  return {
    scaleAt(ts, label) {
      for (let next = events[counted]; next !== undefined && next.at <= ts; next = events[counted]) {
        tally.count(next.vote);
        counted += 1;
      }
      return scaleOf(tally.of(label));
    },
    report() {
      const all = openTally();
      for (const { vote } of events) all.count(vote);
      return all.rows();
    },
  };
}

type Votes = { up: number; down: number };

function scaleOf({ up, down }: Votes): number {
  return (PRIOR_EACH + up) / (2 * PRIOR_EACH + up + down) / PRIOR_MEAN;
}

/** Counts votes one after the other; null is a reset. */
function openTally() {
  const standing = new Map<string, Vote | null>();
  const byLabel = new Map<Label, Votes>();

  function of(label: Label): Votes {
    return byLabel.get(label) ?? { up: 0, down: 0 };
  }

  function shift(label: Label, vote: Vote | null, by: 1 | -1) {
    if (vote === null) return;
    const votes = of(label);
    byLabel.set(label, { ...votes, [vote]: votes[vote] + by });
  }

  return {
    of,
    count(cast: LabelVote | null) {
      if (cast === null) {
        standing.clear();
        byLabel.clear();
        return;
      }
      const key = `${cast.label} ${cast.tradeId}`;
      shift(cast.label, standing.get(key) ?? null, -1);
      shift(cast.label, cast.vote, 1);
      standing.set(key, cast.vote);
    },
    rows(): FeedbackReport {
      return [...byLabel]
        .filter(([, { up, down }]) => up + down > 0)
        .map(([label, votes]) => ({ label, ...votes, scale: scaleOf(votes) }))
        .sort((a, b) => (a.label < b.label ? -1 : 1));
    },
  };
}
