const LF = 10;
const CR = 13;

/** Of one line. More is no row of an export, and its cells would fill the memory. */
const MAX_DELIMITERS = 1024 * 1024;

/**
 * Leaves out the delimiters of a line past the millionth or so: 25 MiB of commas are else as many cells. A line of less than a MiB passes
 * unread; a row that lost some is refused for its length.
 */
export async function* boundCells(
  chunks: AsyncIterable<Uint8Array>,
  delimiter: string,
): AsyncGenerator<Uint8Array> {
  const mark = delimiter.charCodeAt(0);
  let lineBytes = 0;
  let delimiters = 0;
  for await (const chunk of chunks) {
    const lastEnd = Math.max(chunk.lastIndexOf(LF), chunk.lastIndexOf(CR));
    const isShort = lineBytes + chunk.length <= MAX_DELIMITERS;
    lineBytes = lastEnd === -1 ? lineBytes + chunk.length : chunk.length - lastEnd - 1;
    if (isShort) {
      // Of what was not counted, all may have been delimiters.
      delimiters = lineBytes;
      yield chunk;
      continue;
    }
    yield chunk.filter((byte) => {
      if (byte === LF || byte === CR) delimiters = 0;
      else if (byte === mark) delimiters += 1;
      return byte !== mark || delimiters <= MAX_DELIMITERS;
    });
  }
}
