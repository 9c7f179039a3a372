import { expect, test } from 'vitest';
import { chooseResume } from './resume.ts';

test.each([
  ['no cursor in an empty log', { given: false, seq: undefined }, 0, { resume: 'current', fromSeq: 0 }],
  ['no cursor', { given: false, seq: undefined }, 7, { resume: 'current', fromSeq: 7 }],
  ['the cursor of the head', { given: true, seq: 7 }, 7, { resume: 'current', fromSeq: 7 }],
  ['a cursor behind the head', { given: true, seq: 3 }, 7, { resume: 'replay', fromSeq: 3 }],
  ['a cursor that is not in the log', { given: true, seq: undefined }, 7, { resume: 'reset', fromSeq: 7 }],
  ['a cursor in an empty log', { given: true, seq: undefined }, 0, { resume: 'reset', fromSeq: 0 }],
] as const)('%s', (_, cursor, headSeq, choice) => {
  expect(chooseResume(cursor, headSeq)).toEqual(choice);
});
