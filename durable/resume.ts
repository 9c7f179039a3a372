import type { Resume } from '../contracts/feed.ts';

export interface ResumeChoice {
  resume: Resume;
  /** The client has, or gives up, everything up to here. */
  fromSeq: number;
}

/**
 * What a client that comes back is told. It either missed nothing, or gets what it missed from the log, or must reload its state
 * because its cursor is not in the log: there is no fourth way, so no gap is ever silent.
 * A client without a cursor has just loaded its state and goes on from the head.
 */
export function chooseResume(
  cursor: { given: boolean; seq: number | undefined },
  headSeq: number,
): ResumeChoice {
  if (!cursor.given) return { resume: 'current', fromSeq: headSeq };
  if (cursor.seq === undefined) return { resume: 'reset', fromSeq: headSeq };
  return { resume: cursor.seq === headSeq ? 'current' : 'replay', fromSeq: cursor.seq };
}
