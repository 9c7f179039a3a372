import { z } from 'zod';
import { NO_UPLOAD, PartUpload, UploadSchema } from './part-upload.ts';
import { directoryOf, headerOf, withChunk, withEnd, ZIP_LIMIT_BYTES, type ZipEntry } from './zip-format.ts';

/** An archive as far as it is written: all that another worker needs to go on with it. */
export const ArchiveStateSchema = z.object({
  upload: UploadSchema,
  /** Its bytes so far. */
  offset: z.number().int(),
  entries: z.array(
    z.object({
      name: z.string(),
      offset: z.number().int(),
      crc: z.number().int(),
      size: z.number().int(),
      packed: z.number().int(),
    }),
  ),
  /** Whether the last of the entries goes on. */
  isOpen: z.boolean(),
});
export type ArchiveState = z.infer<typeof ArchiveStateSchema>;

export const NO_ARCHIVE: ArchiveState = { upload: NO_UPLOAD, offset: 0, entries: [], isOpen: false };

/** Writes a ZIP into one object of R2, file after file, and can be paused between any two chunks. */
export class Archive {
  readonly #out: PartUpload;
  readonly #ended: ZipEntry[];
  #open: ZipEntry | null;
  #offset: number;

  private constructor(out: PartUpload, { entries, isOpen, offset }: ArchiveState) {
    this.#out = out;
    this.#ended = isOpen ? entries.slice(0, -1) : [...entries];
    this.#open = isOpen ? (entries.at(-1) ?? null) : null;
    this.#offset = offset;
  }

  /** As it stood, or anew. For `onBegun` see PartUpload. */
  static async open(
    bucket: R2Bucket,
    key: string,
    stood: ArchiveState,
    onBegun: (uploadId: string) => Promise<void>,
  ): Promise<Archive> {
    const out = new PartUpload(bucket, key, stood.upload, onBegun);
    await out.goOn(stood.upload);
    return new Archive(out, stood);
  }

  /** The file that goes on; null: none is open. */
  get openName(): string | null {
    return this.#open?.name ?? null;
  }

  /** Names of the files that are whole. */
  get names(): ReadonlySet<string> {
    return new Set(this.#ended.map(({ name }) => name));
  }

  /** Goes on with this file, or begins it. */
  async add(name: string, text: string): Promise<void> {
    if (this.#open?.name !== name) {
      this.#open = { name, offset: this.#offset, crc: 0, size: 0, packed: 0 };
      await this.#write(headerOf(this.#open));
    }
    if (text === '') return;
    const { data, entry } = withChunk(this.#open, new TextEncoder().encode(text));
    this.#open = entry;
    await this.#write(data);
  }

  /** Ends the file that was begun. */
  async endFile(): Promise<void> {
    if (!this.#open) return;
    const { data, entry } = withEnd(this.#open);
    this.#ended.push(entry);
    this.#open = null;
    await this.#write(data);
  }

  /** Whether a file or the whole is larger than the format can tell. */
  get isTooLarge(): boolean {
    return this.#offset > ZIP_LIMIT_BYTES || (this.#open?.size ?? 0) > ZIP_LIMIT_BYTES;
  }

  async pause(restKey: string): Promise<ArchiveState> {
    return {
      upload: await this.#out.pause(restKey),
      offset: this.#offset,
      entries: this.#open ? [...this.#ended, this.#open] : [...this.#ended],
      isOpen: this.#open !== null,
    };
  }

  /** Nobody will finish it. */
  async abandon(): Promise<void> {
    await this.#out.abandon();
  }

  /** Answers the size of the whole. */
  async finish(): Promise<number> {
    await this.#write(directoryOf(this.#ended, this.#offset));
    await this.#out.finish();
    return this.#offset;
  }

  async #write(data: Uint8Array): Promise<void> {
    this.#offset += data.length;
    await this.#out.write(data);
  }
}
