/** Far more than the first rows of any export take. */
const HEAD_BYTES = 256 * 1024;

const LINE_FEED = 10;

/** The beginning of a file, up to the end of a line: a look at its first rows need not send all of it. */
export async function headOf(file: File): Promise<File> {
  if (file.size <= HEAD_BYTES) return file;
  const bytes = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
  return new File([file.slice(0, endOfLastLine(bytes))], file.name, { type: file.type });
}

/** Where the last whole line ends, in bytes; in UTF-16 a line feed is two of them. All of it where there is no line feed. */
export function endOfLastLine(bytes: Uint8Array): number {
  const at = bytes.lastIndexOf(LINE_FEED);
  if (at === -1) return bytes.length;
  const isLittleEndian = bytes[0] === 0xff && bytes[1] === 0xfe;
  return isLittleEndian ? Math.min(at + 2, bytes.length) : at + 1;
}
