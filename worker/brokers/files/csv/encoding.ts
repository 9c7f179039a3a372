import type { FilePreview } from '../../../../contracts/imports.ts';

export type Encoding = FilePreview['encoding'];

/** More than this is not looked at to know what a file is. */
export const HEAD_BYTES = 64 * 1024;

const UTF8_BOM = [0xef, 0xbb, 0xbf];
/** Of every second byte, so many are NUL where Latin text is UTF-16. */
const NUL_SHARE = 0.4;

/** What the first bytes of a file are text in, by its byte-order mark, its NULs, or else by whether it is UTF-8 at all. */
export function encodingOf(head: Uint8Array): Encoding {
  const [first, second] = head;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const nuls = nulShares(head);
  if (nuls.odd >= NUL_SHARE && nuls.even < NUL_SHARE / 4) return 'utf-16le';
  if (nuls.even >= NUL_SHARE && nuls.odd < NUL_SHARE / 4) return 'utf-16be';
  return isUtf8(head) ? 'utf-8' : 'windows-1252';
}

function nulShares(head: Uint8Array): { even: number; odd: number } {
  const counts = { even: 0, odd: 0 };
  head.forEach((byte, at) => {
    if (byte === 0) counts[at % 2 === 0 ? 'even' : 'odd'] += 1;
  });
  const pairs = Math.max(1, Math.floor(head.length / 2));
  return { even: counts.even / pairs, odd: counts.odd / pairs };
}

function isUtf8(head: Uint8Array): boolean {
  try {
    // The head may end within a character.
    new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** The same text as bytes of UTF-8 without a byte-order mark. */
export async function* inUtf8(
  chunks: AsyncIterable<Uint8Array>,
  encoding: Encoding,
): AsyncGenerator<Uint8Array> {
  if (encoding === 'utf-8') return yield* withoutBom(chunks);
  const decoder = new TextDecoder(encoding);
  const encoder = new TextEncoder();
  for await (const chunk of chunks) yield encoder.encode(decoder.decode(chunk, { stream: true }));
  yield encoder.encode(decoder.decode());
}

async function* withoutBom(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let isStart = true;
  for await (const chunk of chunks) {
    yield isStart && UTF8_BOM.every((byte, at) => chunk[at] === byte) ? chunk.subarray(3) : chunk;
    isStart = false;
  }
}
