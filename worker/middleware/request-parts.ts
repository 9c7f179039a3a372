import { encodeHexLowerCase } from '@oslojs/encoding';

/** What a text says, as its SHA-256. */
export async function partsOfText(text: string): Promise<string[]> {
  return [await digestOf(new Blob([text]))];
}

/**
 * What a form says, whatever boundaries it was sent with: of each part its name and text, or of a file its name, type, length and the SHA-256 of its bytes, which
 * are read as a stream, so that a large file is not copied once more.
 */
export async function partsOfForm(form: FormData): Promise<string[]> {
  const parts: string[] = [];
  for (const [name, value] of form) {
    const said =
      typeof value === 'string'
        ? ['text', value]
        : ['file', value.name, value.type, value.size, await digestOf(value)];
    parts.push(JSON.stringify([name, ...said]));
  }
  return parts;
}

async function digestOf(content: Blob): Promise<string> {
  const digest = new crypto.DigestStream('SHA-256');
  await content.stream().pipeTo(digest);
  return encodeHexLowerCase(new Uint8Array(await digest.digest));
}
