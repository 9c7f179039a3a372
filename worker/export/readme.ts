import type { UserTable } from '../../db/queries/user-tables.ts';
import { reasonToLeaveOut } from './left-out.ts';

/** What a file beside the tables holds. */
const OTHERS = [
  ['feed.json', 'what the coach has told you over the feed, in its order'],
  ['snapshots.json', 'names of the files of market prices that your trades were judged by'],
  ['uploads.json', 'names and sizes of the files that you uploaded, as long as they are kept'],
  ['old-digests.json', 'weekly digests of more than half a year ago'],
] as const;

/** The text that explains an archive to whoever opens it. */
export function readmeOf(tables: readonly UserTable[], at: Date): string {
  const leftOut = tables.flatMap((table) =>
    table.columns.flatMap((column) => {
      const reason = reasonToLeaveOut(table, column);
      return reason === null ? [] : [`  ${table.name}.${column.name}: ${reason}`];
    }),
  );
  return [
    'Everything that AI Trading Twin keeps about you',
    `Begun at ${at.toISOString()}. What changes while an export is made may be in it or not.`,
    '',
    'Each table is here twice: as JSON (an array of objects) and as CSV (RFC 4180, UTF-8, a header line).',
    'Money and quantities are decimal numbers written out in full; in JSON they stand as texts, so that no digit is lost.',
    'Times are ISO 8601 in UTC. In CSV, no value is an empty cell, and an empty text is "".',
    'A text in CSV that a spreadsheet would take for a formula has an apostrophe before it.',
    '',
    'Tables',
    ...tables.map(({ name }) => `  ${name}`),
    '',
    'And beside them',
    ...OTHERS.map(([name, what]) => `  ${name}: ${what}`),
    '',
    'Left out, since each would help whoever finds this file to open your accounts',
    ...leftOut,
    '',
  ].join('\r\n');
}
