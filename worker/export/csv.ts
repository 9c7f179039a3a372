/** A line of RFC 4180. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.join(',')}\r\n`;
}

/**
 * A text as a cell. What begins so is taken for a formula by a spreadsheet, and names, notes and ids are what somebody has sent: OWASP's way is an
 * apostrophe before it. A text of nothing is quoted, so that it differs from no value.
 */
export function textCell(text: string): string {
  const inert = /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
  return inert === '' || /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}

/** A number stays one, negative or not; anything else that a column of numbers may hold is a text. */
export function numberCell(text: string): string {
  return /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text) ? text : textCell(text);
}
