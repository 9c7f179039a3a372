import type { Label } from '../../../../contracts/labels.ts';
import type { Vote } from '../../../../contracts/thresholds.ts';
import type { TradeBias } from '../../../../contracts/trades.ts';

export function voteOn(bias: TradeBias, label: Label): Vote | null {
  return bias.feedback.find((given) => given.label === label)?.vote ?? null;
}

/** As the answer reads once the vote is given; null takes it back. */
export function withVote(bias: TradeBias, label: Label, vote: Vote | null): TradeBias {
  const others = bias.feedback.filter((given) => given.label !== label);
  return { ...bias, feedback: vote === null ? others : [...others, { label, vote }] };
}
