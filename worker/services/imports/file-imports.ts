import {
  type ColumnMapping,
  ColumnMappingSchema,
  type FileFormatId,
  type FilePreview,
} from '../../../contracts/imports.ts';
import { idsOfNobody } from '../../../db/queries/erasure.ts';
import { headOf } from '../../brokers/files/csv/chunks.ts';
import { HEAD_BYTES } from '../../brokers/files/csv/encoding.ts';
import { previewFile } from '../../brokers/files/preview-file.ts';
import { type NotRecognised, recogniseFile } from '../../brokers/files/recognise-file.ts';
import { printable } from '../../brokers/printable.ts';
import type { Context } from '../../context.ts';
import type { FileImport } from '../../jobs/params.ts';
import { parseJson } from '../../parse-json.ts';
import { fail, ok, type Result } from '../../result.ts';
import { sha256HexOfBytes } from '../../security/hashes.ts';
import type { RateLimited } from '../rate-limits.ts';
import { startImport } from './import-runs.ts';
import { importKey } from './imports.ts';

/** Enough for the first rows and what belongs to them. */
const PREVIEW_BYTES = 256 * 1024;
const MAX_NAME_CHARACTERS = 200;

export type FileRefusal = NotRecognised | { kind: 'file_format_unknown' };

/** Columns as a form sends them, in JSON. */
export function parseMapping(text: string): Result<ColumnMapping, FileRefusal> {
  const checked = ColumnMappingSchema.safeParse(parseJson(text));
  if (checked.success) return ok(checked.data);
  const fields = checked.error.issues.map(({ path, message }) => ({
    path: ['mapping', ...path].join('.'),
    message,
  }));
  return fail({ kind: 'mapping_invalid', fields });
}

/** Keeps the upload and starts its import. A file that is no known export is refused before anything is kept. */
export async function requestFileImport(
  ctx: Context,
  userId: string,
  file: File,
  asked: { format?: FileFormatId | undefined; mapping?: ColumnMapping | undefined; dryRun: boolean },
): Promise<Result<{ jobId: string }, FileRefusal | RateLimited>> {
  const recognised = recogniseFile(await headOf(file.stream(), HEAD_BYTES), asked);
  if (!recognised.ok) return recognised;
  const { format } = recognised.value;
  if (!format) return fail({ kind: 'file_format_unknown' });
  const bytes = await file.arrayBuffer();
  const hash = await sha256HexOfBytes(bytes);
  const object = `uploads/${userId}/${hash}.csv`;
  const mapping = format.id === 'generic' ? asked.mapping : undefined;
  const { dryRun } = asked;
  const params: FileImport = {
    source: 'file',
    broker: format.broker,
    format: format.id,
    ...(mapping && { mapping }),
    object,
    name: printable(file.name, MAX_NAME_CHARACTERS),
    dryRun,
  };
  const meaning = ['file', hash, format.id, JSON.stringify(mapping ?? null), String(dryRun)];
  const keep = async () => void (await ctx.env.SNAPSHOTS.put(object, bytes));
  try {
    return await startImport(ctx, { userId, key: importKey(userId, meaning), params, prepare: keep });
  } catch (error) {
    // The account may have been deleted while its file came in: the file does not outlive it.
    if ((await idsOfNobody(ctx.db, [userId])).length > 0) await ctx.env.SNAPSHOTS.delete(object);
    throw error;
  }
}

/** What a file is and how its first rows would be read. Nothing is kept. */
export async function requestFilePreview(
  ctx: Context,
  file: File,
  mapping: ColumnMapping | undefined,
): Promise<Result<FilePreview, FileRefusal>> {
  const start = file.slice(0, PREVIEW_BYTES);
  const recognised = recogniseFile(await headOf(start.stream(), HEAD_BYTES), { mapping });
  return recognised.ok ? ok(await previewFile(start.stream(), recognised.value, ctx.now())) : recognised;
}
