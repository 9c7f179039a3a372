import type { FilePreview } from '../../../../contracts/imports.ts';

export type Delimiter = FilePreview['delimiter'];

/** A file is read in the same way when it is looked into and when it is imported. */
export function csvOptions(delimiter: Delimiter) {
  return {
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    // A file that went through several hands can mix them.
    record_delimiter: ['\r\n', '\n', '\r'],
  };
}
