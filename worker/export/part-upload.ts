import { z } from 'zod';
import { concat } from './zip-format.ts';

/** R2 takes parts of 5 MiB and more, all of one size but the last. */
const PART_BYTES = 5 * 1024 * 1024;

/** An upload as far as it went. */
export const UploadSchema = z.object({
  /** null: nothing is sent yet; what is smaller than a part is put as it is. */
  uploadId: z.string().nullable(),
  parts: z.array(z.object({ partNumber: z.number().int(), etag: z.string() })),
  /** The object that holds what is not a whole part yet; null: nothing is left over. */
  rest: z.string().nullable(),
});
export type Upload = z.infer<typeof UploadSchema>;

export const NO_UPLOAD: Upload = { uploadId: null, parts: [], rest: null };

/**
 * Writes one object of any size in parts, holding no more than one in memory. It can be paused, and gone on with by another worker; a part that is
 * sent again after a worker was killed takes the place of the first.
 */
export class PartUpload {
  readonly #bucket: R2Bucket;
  readonly #key: string;
  readonly #onBegun: (uploadId: string) => Promise<void>;
  #uploadId: string | null;
  readonly #parts: Upload['parts'];
  #chunks: Uint8Array[] = [];
  #held = 0;

  /** `onBegun` is told of a new upload before anything is sent to it: whoever does not go on with it has to end it. */
  constructor(bucket: R2Bucket, key: string, stood: Upload, onBegun: (uploadId: string) => Promise<void>) {
    this.#bucket = bucket;
    this.#key = key;
    this.#onBegun = onBegun;
    this.#uploadId = stood.uploadId;
    this.#parts = [...stood.parts];
  }

  /** Takes in again what was left over when it was paused. Throws where that is gone. */
  async goOn({ rest }: Upload): Promise<void> {
    if (rest === null) return;
    const left = await this.#bucket.get(rest);
    if (!left) throw new Error('What an upload had left over is gone.');
    await this.write(new Uint8Array(await left.arrayBuffer()));
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.#chunks.push(bytes);
    this.#held += bytes.length;
    while (this.#held >= PART_BYTES) {
      const whole = concat(...this.#chunks);
      await this.#send(whole.subarray(0, PART_BYTES));
      this.#hold(whole.slice(PART_BYTES));
    }
  }

  /** Keeps what is left over in an object of that name, and answers what to go on from. */
  async pause(restKey: string): Promise<Upload> {
    if (this.#held > 0) await this.#bucket.put(restKey, concat(...this.#chunks));
    return { uploadId: this.#uploadId, parts: [...this.#parts], rest: this.#held > 0 ? restKey : null };
  }

  /** The object is there, whole, or not at all. */
  async finish(): Promise<void> {
    const last = concat(...this.#chunks);
    if (this.#uploadId === null) {
      await this.#bucket.put(this.#key, last);
      return;
    }
    if (last.length > 0) await this.#send(last);
    await this.#bucket.resumeMultipartUpload(this.#key, this.#uploadId).complete(this.#parts);
  }

  async abandon(): Promise<void> {
    await abortUpload(this.#bucket, this.#key, this.#uploadId);
  }

  async #send(bytes: Uint8Array): Promise<void> {
    if (this.#uploadId === null) {
      const { uploadId } = await this.#bucket.createMultipartUpload(this.#key);
      this.#uploadId = uploadId;
      await this.#onBegun(uploadId);
    }
    const upload = this.#bucket.resumeMultipartUpload(this.#key, this.#uploadId);
    this.#parts.push(await upload.uploadPart(this.#parts.length + 1, bytes));
  }

  #hold(rest: Uint8Array): void {
    this.#chunks = rest.length > 0 ? [rest] : [];
    this.#held = rest.length;
  }
}

/** Ends an upload that nobody goes on with. One that is over or was ended before is as good; one that R2 does not end now it ends after a week. */
export async function abortUpload(bucket: R2Bucket, key: string, uploadId: string | null): Promise<void> {
  if (uploadId === null) return;
  await bucket
    .resumeMultipartUpload(key, uploadId)
    .abort()
    .catch(() => undefined);
}
