/** Far more than the first rows of any export take. */
const HEAD_BYTES = 256 * 1024;

const LINE_FEED = 10;

/**
 * The beginning of a file, up to the end of a line: a look at its first rows need not send all of it. null where it cannot be read: it was changed, moved or
 * deleted since it was chosen, which an upload of it would tell of as if the network were to blame.
 */
export async function headOf(file: File): Promise<File | null> {
  const bytes = await file
    .slice(0, HEAD_BYTES)
    .arrayBuffer()
    .then((buffer) => new Uint8Array(buffer))
    .catch(() => null);
  if (bytes === null || file.size <= HEAD_BYTES) return bytes && file;
  return new File([file.slice(0, endOfLastLine(bytes))], file.name, { type: file.type });
}

/** Where the last whole line ends, in bytes; in UTF-16 a line feed is two of them. All of it where there is no line feed. */
export function endOfLastLine(bytes: Uint8Array): number {
  const at = bytes.lastIndexOf(LINE_FEED);
  if (at === -1) return bytes.length;
  const isLittleEndian = bytes[0] === 0xff && bytes[1] === 0xfe;
  return isLittleEndian ? Math.min(at + 2, bytes.length) : at + 1;
}
