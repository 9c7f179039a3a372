import { expect, test } from 'vitest';
import { chooseResume } from './resume.ts';

test.each([
  ['no cursor in an empty log', { given: false, seq: undefined }, null, { resume: 'current', fromSeq: 0 }],
  ['no cursor', { given: false, seq: undefined }, { seq: 7 }, { resume: 'current', fromSeq: 7 }],
  ['the cursor of the head', { given: true, seq: 7 }, { seq: 7 }, { resume: 'current', fromSeq: 7 }],
  ['a cursor behind the head', { given: true, seq: 3 }, { seq: 7 }, { resume: 'replay', fromSeq: 3 }],
  [
    'a cursor that is not in the log',
    { given: true, seq: undefined },
    { seq: 7 },
    { resume: 'reset', fromSeq: 7 },
  ],
  ['a cursor in an empty log', { given: true, seq: undefined }, null, { resume: 'reset', fromSeq: 0 }],
] as const)('%s', (_, cursor, head, choice) => {
  expect(chooseResume(cursor, head)).toEqual(choice);
});
