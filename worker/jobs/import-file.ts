import { type FileFormat, formatOf } from '../brokers/files/formats.ts';
import { readFileRows } from '../brokers/files/read-rows.ts';
import type { BrokerFill, RejectedFill } from '../brokers/port.ts';
import type { Context } from '../context.ts';
import { sentenceOf } from '../problem.ts';
import type { Lease } from './lease.ts';
import type { AttemptOutcome } from './outcome.ts';
import type { FileImport } from './params.ts';
import { END, storePage } from './store-pages.ts';

const ROWS_PER_PAGE = 250;

/** Reads the stored upload page by page. The cursor is the number of rows done, so that a killed import goes on after them. */
export async function importFromFile(
  ctx: Context,
  lease: Lease,
  { broker, object, dryRun }: FileImport,
  fromCursor: string | null,
): Promise<AttemptOutcome> {
  const stored = await ctx.env.SNAPSHOTS.get(object);
  if (!stored) return failed('file_unreadable');

  const now = ctx.now();
  const origin = { broker, source: 'api', dryRun };
  let done = 0;
  const skip = Number(fromCursor ?? 0);
  let page: { fills: BrokerFill[]; rejected: RejectedFill[] } = { fills: [], rejected: [] };
  let format: FileFormat | undefined;
  for await (const row of readFileRows(stored.body)) {
    if (row.kind === 'header') {
      format = formatOf(row.columns);
      if (!format) return failed('file_format_unknown');
      continue;
    }
    done += 1;
    if (done <= skip || !format) continue;
    const mapped =
      row.kind === 'unreadable'
        ? { rejected: { line: row.line, reason: row.reason } }
        : format.mapRow(row, now);
    if ('fill' in mapped) page.fills.push(mapped.fill);
    else page.rejected.push(mapped.rejected);
    if (page.fills.length + page.rejected.length < ROWS_PER_PAGE) continue;
    if (!(await storePage(ctx, lease, origin, { ...page, movements: [], cursor: String(done) })))
      return { kind: 'lost' };
    page = { fills: [], rejected: [] };
  }
  if (!format) return failed('file_unreadable');
  return (await storePage(ctx, lease, origin, { ...page, movements: [], cursor: END }))
    ? { kind: 'done' }
    : { kind: 'lost' };
}

function failed(code: 'file_unreadable' | 'file_format_unknown'): AttemptOutcome {
  return { kind: 'failed', error: { code, message: sentenceOf(code) } };
}
