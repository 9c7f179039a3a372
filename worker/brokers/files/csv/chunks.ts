/** What is parsed at one go: the rows of one chunk are in memory at once, and a Blob may stream a whole file as one. */
const CHUNK_BYTES = 64 * 1024;

/** The bytes of a body in chunks of bounded size. Ends the body when its reader stops early. */
export async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of body) {
    for (let at = 0; at < chunk.length; at += CHUNK_BYTES) yield chunk.subarray(at, at + CHUNK_BYTES);
  }
}

/** The first bytes, up to `limit` of them. */
export async function headOf(body: ReadableStream<Uint8Array>, limit: number): Promise<Uint8Array> {
  const head = new Uint8Array(limit);
  let length = 0;
  for await (const chunk of chunksOf(body)) {
    const part = chunk.subarray(0, limit - length);
    head.set(part, length);
    length += part.length;
    if (length === limit) break;
  }
  return head.subarray(0, length);
}
