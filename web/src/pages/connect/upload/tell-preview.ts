import type { MovementKind, PreviewedRow } from '../../../../../contracts/imports.ts';

/** What the first rows promise: the answer before the table. */
export function tellPreview(sample: readonly PreviewedRow[], rows: number): string {
  if (rows === 0) return 'The file has no rows.';
  if (sample.length === 0) return 'Nothing in the first rows is a trade; a check looks at all of them.';
  const rejected = sample.filter((row) => row.rejected !== undefined).length;
  const readable = sample.length - rejected;
  const first = sample.length === 1 ? 'The first row' : `All of the first ${sample.length} rows`;
  if (rejected === 0) return `${first} can be read.`;
  if (readable === 0)
    return sample.length === 1
      ? 'The first row cannot be read; the reason stands beside it.'
      : `None of the first ${sample.length} rows can be read; the reasons stand beside them.`;
  return `${readable} of the first ${sample.length} rows can be read; the reasons stand beside the others.`;
}

export const MOVEMENT_NAMES: Readonly<Record<MovementKind, string>> = {
  transfer_in: 'Transfer in',
  transfer_out: 'Transfer out',
  reward: 'Reward',
  convert_in: 'Convert, received',
  convert_out: 'Convert, given',
  fee: 'Fee',
};
