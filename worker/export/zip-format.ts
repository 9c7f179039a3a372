import { constants, crc32, deflateRawSync } from 'node:zlib';

/**
 * The ZIP format (PKWARE APPNOTE 6.3), as far as one archive of deflated texts needs it. A library's writer keeps the deflate stream and the check sum
 * of the file that is open in memory, so that it could not be stopped and gone on with by another worker; here each chunk is deflated by itself
 * (decision 28).
 */

/** A file of the archive. Its sizes and check sum grow with each chunk and are told behind it. */
export interface ZipEntry {
  name: string;
  /** Where it begins in the archive. */
  offset: number;
  /** CRC-32, the size of the text, and of what it was deflated to. */
  crc: number;
  size: number;
  packed: number;
}

/** The format's sizes and places are of 32 bits; ZIP64, which knows larger ones, is read by few tools as a stream. */
export const ZIP_LIMIT_BYTES = 0xffff_ffff;

const VERSION = 20;
/** Sizes and check sum stand behind the data, and names are UTF-8. */
const FLAGS = 0x0808;
const DEFLATED = 8;
/** Midnight of 1 January 1980: the README tells when the archive was made. */
const [DOS_TIME, DOS_DATE] = [0, 0x21];
/** A last block with nothing in it. */
const LAST_BLOCK = Uint8Array.of(3, 0);

/** What stands before a file's data. */
export function headerOf({ name }: ZipEntry): Uint8Array {
  const text = new TextEncoder().encode(name);
  const fields = [u32(0x0403_4b50), u16(VERSION), u16(FLAGS), u16(DEFLATED), u16(DOS_TIME), u16(DOS_DATE)];
  return concat(...fields, u32(0), u32(0), u32(0), u16(text.length), u16(0), text);
}

/** Adds a chunk to a file: what is to be written, and the file as it stands after it. */
export function withChunk(entry: ZipEntry, chunk: Uint8Array): { data: Uint8Array; entry: ZipEntry } {
  const data = deflateChunk(chunk);
  return {
    data,
    entry: {
      ...entry,
      crc: crc32(chunk, entry.crc),
      size: entry.size + chunk.length,
      packed: entry.packed + data.length,
    },
  };
}

/** Ends a file: what is to be written behind its data, and the file as it is told in the directory. */
export function withEnd(entry: ZipEntry): { data: Uint8Array; entry: ZipEntry } {
  const ended = { ...entry, packed: entry.packed + LAST_BLOCK.length };
  return { data: concat(LAST_BLOCK, u32(0x0807_4b50), sizesOf(ended)), entry: ended };
}

/** What stands behind all files, the directory of an archive whose files end at `offset`. */
export function directoryOf(entries: readonly ZipEntry[], offset: number): Uint8Array {
  const listed = concat(...entries.map(listingOf));
  const count = u16(entries.length);
  const end = [u32(0x0605_4b50), u16(0), u16(0), count, count, u32(listed.length), u32(offset), u16(0)];
  return concat(listed, ...end);
}

function listingOf(entry: ZipEntry): Uint8Array {
  const text = new TextEncoder().encode(entry.name);
  const fields = [u32(0x0201_4b50), u16(VERSION), u16(VERSION), u16(FLAGS), u16(DEFLATED), u16(DOS_TIME)];
  const rest = [u16(text.length), u16(0), u16(0), u16(0), u16(0), u32(0), u32(entry.offset), text];
  return concat(...fields, u16(DOS_DATE), sizesOf(entry), ...rest);
}

function sizesOf({ crc, packed, size }: ZipEntry): Uint8Array {
  return concat(u32(crc), u32(packed), u32(size));
}

/** Ends at a byte and without a last block, so that chunks that know nothing of each other make one stream. */
function deflateChunk(chunk: Uint8Array): Uint8Array {
  return deflateRawSync(chunk, { finishFlush: constants.Z_SYNC_FLUSH });
}

function u16(value: number): Uint8Array {
  return Uint8Array.of(value & 0xff, (value >>> 8) & 0xff);
}

function u32(value: number): Uint8Array {
  return concat(u16(value), u16(value >>> 16));
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
