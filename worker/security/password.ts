import { encodeBase64urlNoPadding } from '@oslojs/encoding';
import Argon2, { Argon2Type } from '@phi-ag/argon2';
import wasm from '@phi-ag/argon2/argon2.wasm';
import { normalisePassword } from './normalise-password.ts';

/** OWASP's second recommendation for Argon2id: 19 MiB, two passes, one lane. */
const PARAMETERS = {
  type: Argon2Type.Argon2id,
  memoryCost: 19_456,
  timeCost: 2,
  parallelism: 1,
  hashLength: 32,
};
const PHC_START = `$argon2id$v=19$m=${PARAMETERS.memoryCost},t=${PARAMETERS.timeCost},p=${PARAMETERS.parallelism}$`;
/** A hash of these parameters that is that of no password anybody knows: 32 bytes that were drawn once. */
const NOBODYS = `${PHC_START}JYRsSwFKb9iX3Xj1BniQSQ$Y5q/5G6FjYdvjHMdkKgGsF4RdHi/gz74SJiWb+QfbtU`;

let engine: Promise<Argon2> | undefined;

/** One instance for the isolate: a hash is synchronous, so two never run at once and the 19 MiB are used over and over. */
function argon2(): Promise<Argon2> {
  engine ??= WebAssembly.instantiate(wasm).then((instance) => new Argon2(instance));
  return engine;
}

/** A PHC string with its own random salt. */
export async function hashPassword(password: string): Promise<string> {
  return (await argon2()).hash(inBytes(password), PARAMETERS).encoded;
}

/** With `encoded` undefined (nobody by that name) as much is computed all the same, so that time tells nothing. */
export async function verifyPassword(encoded: string | undefined, password: string): Promise<boolean> {
  const { success } = (await argon2()).tryVerify(encoded ?? NOBODYS, inBytes(password));
  return success && encoded !== undefined;
}

/** It was made with other parameters than a new one would be. */
export function isOutdated(encoded: string): boolean {
  return !encoded.startsWith(PHC_START);
}

/**
 * The engine takes as many bytes as the text has UTF-16 units, and would leave out the rest of one with longer characters: such a text goes in as the
 * base64url of its bytes.
 */
function inBytes(password: string): string {
  const text = normalisePassword(password);
  const bytes = new TextEncoder().encode(text);
  return bytes.length === text.length ? text : encodeBase64urlNoPadding(bytes);
}
