import { headOf } from '../brokers/files/csv/chunks.ts';
import { HEAD_BYTES } from '../brokers/files/csv/encoding.ts';
import type { Reading } from '../brokers/files/format.ts';
import { readFile } from '../brokers/files/read-file.ts';
import { recogniseFile } from '../brokers/files/recognise-file.ts';
import type { Context } from '../context.ts';
import { sentenceOf } from '../problem.ts';
import type { Lease } from './lease.ts';
import type { AttemptOutcome } from './outcome.ts';
import type { FileImport } from './params.ts';
import { END, storePage } from './store-pages.ts';

const READINGS_PER_PAGE = 2_500;
/** Of one claim: an invocation of five imports may make ten thousand calls, and a page takes six. */
const PAGES_PER_CLAIM = 30;

/**
 * Reads the stored upload page by page. The cursor is the number of readings stored: a killed import reads the file anew from its start, since ids
 * depend on what came before, and goes on storing after them.
 */
export async function importFromFile(
  ctx: Context,
  lease: Lease,
  { broker, object, format: named, mapping, dryRun }: FileImport,
  fromCursor: string | null,
): Promise<AttemptOutcome> {
  const start = await ctx.env.SNAPSHOTS.get(object, { range: { offset: 0, length: HEAD_BYTES } });
  if (!start) return failed('file_unreadable');
  const recognised = recogniseFile(await headOf(start.body, HEAD_BYTES), { format: named, mapping });
  if (!recognised.ok) return failed(recognised.failure.kind);
  const { layout, format } = recognised.value;
  if (!format) return failed('file_format_unknown');
  const stored = await ctx.env.SNAPSHOTS.get(object);
  if (!stored) return failed('file_unreadable');

  const skip = Number(fromCursor ?? 0);
  let done = 0;
  let pages = 0;
  let page: Reading[] = [];
  let source: string | undefined;
  const store = (cursor: string) =>
    storePage(ctx, lease, { broker, source: source ?? format.id, dryRun }, { ...sorted(page), cursor });
  for await (const { readings, idSource } of readFile(stored.body, { layout, format }, ctx.now())) {
    source = idSource;
    for (const reading of readings) {
      done += 1;
      if (done <= skip) continue;
      page.push(reading);
      if (page.length < READINGS_PER_PAGE) continue;
      if (!(await store(String(done)))) return { kind: 'lost' };
      page = [];
      pages += 1;
      if (pages === PAGES_PER_CLAIM) return { kind: 'wait', error: null, afterMs: 0 };
    }
  }
  return (await store(END)) ? { kind: 'done' } : { kind: 'lost' };
}

function sorted(page: readonly Reading[]) {
  return {
    fills: page.flatMap((reading) => ('fill' in reading ? [reading.fill] : [])),
    movements: page.flatMap((reading) => ('movement' in reading ? [reading.movement] : [])),
    rejected: page.flatMap((reading) => ('rejected' in reading ? [reading.rejected] : [])),
  };
}

function failed(code: 'file_unreadable' | 'file_format_unknown' | 'mapping_invalid'): AttemptOutcome {
  return { kind: 'failed', error: { code, message: sentenceOf(code) } };
}
