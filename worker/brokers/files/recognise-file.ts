import type { ColumnMapping, FileFormatId } from '../../../contracts/imports.ts';
import { fail, ok, type Result } from '../../result.ts';
import { columnNames, type FileLayout, layoutOf } from './csv/layout.ts';
import type { FileFormat } from './format.ts';
import { formatNamed, formatOf } from './formats.ts';
import { genericFormat, mappingProblems } from './generic.ts';

/** What a trader says of a file; nothing, where its header is to say it. */
export interface SaidOfFile {
  format?: FileFormatId | undefined;
  mapping?: ColumnMapping | undefined;
}

export interface RecognisedFile {
  layout: FileLayout;
  /** null: no known export, and no mapping. */
  format: FileFormat | null;
}

export type NotRecognised =
  | { kind: 'file_unreadable' }
  | { kind: 'mapping_invalid'; fields: { path: string; message: string }[] };

/**
 * What a file is, from its first bytes. A mapping that does not fit is told by its fields, against the row that looks most like a header.
 * `file_unreadable`: there is no text in it.
 */
export function recogniseFile(
  head: Uint8Array,
  { format: named, mapping }: SaidOfFile,
): Result<RecognisedFile, NotRecognised> {
  const isGeneric = mapping !== undefined && (named === undefined || named === 'generic');
  const wanted = isGeneric ? genericFormat(mapping) : named && formatNamed(named);
  const formatFor = (columns: readonly string[]) => {
    if (!wanted) return named === undefined ? formatOf(columns) : undefined;
    return wanted.matches(columns) ? wanted : undefined;
  };
  const layout = layoutOf(head, (columns) => formatFor(columns) !== undefined);
  if (!layout) return fail({ kind: 'file_unreadable' });
  const fields = isGeneric ? mappingProblems(mapping, layout.header) : [];
  if (fields.length > 0) return fail({ kind: 'mapping_invalid', fields });
  return ok({ layout, format: formatFor(columnNames(layout.header)) ?? null });
}
