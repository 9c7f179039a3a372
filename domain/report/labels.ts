import type { Label } from '../../contracts/labels.ts';
import { RULES } from '../bias/rules.ts';

export const BEHAVIOURS: readonly Label[] = RULES.map(({ label }) => label);

/** In the contract's order. */
export const LABELS: readonly Label[] = [...BEHAVIOURS, 'NEUTRAL', 'UNSCORED'];

const BITS: ReadonlyMap<Label, number> = new Map(LABELS.map((label, place) => [label, 1 << place]));
const BEHAVIOUR_BITS = bitsOf(BEHAVIOURS);

/** A set of labels as bits of one number: what is tagged alike is then equal. */
export function bitsOf(labels: readonly Label[]): number {
  return labels.reduce((bits, label) => bits | (BITS.get(label) ?? 0), 0);
}

/** NEUTRAL and UNSCORED are said of a decision only where nothing else is: one fill that met a rule speaks for its order. */
export function labelsOfOrder(bits: number): number {
  return bits & BEHAVIOUR_BITS || bits;
}

/** The labels of a set, in the contract's order. */
export function labelsOf(bits: number): Label[] {
  return LABELS.filter((label) => (bits & bitsOf([label])) !== 0);
}
