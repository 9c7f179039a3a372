/** A page of a file, and where the next one begins; `next` is null after the last. */
export interface FilePage {
  text: string;
  next: string | null;
}

/** One file of an export, read page by page. A page depends on where it begins alone, so that any worker can go on. */
export interface ExportFile {
  name: string;
  page(after: string | null): Promise<FilePage>;
}

/** Part of a JSON array: its rows, with what stands between them, before the first and after the last. */
export function jsonPage(rows: readonly string[], after: string | null, next: string | null): FilePage {
  const begin = after === null ? '[' : '';
  const lines = rows.map((row, at) => (after === null && at === 0 ? `\n${row}` : `,\n${row}`));
  return { text: `${begin}${lines.join('')}${next === null ? '\n]\n' : ''}`, next };
}
