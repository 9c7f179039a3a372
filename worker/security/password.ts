import Argon2, { Argon2Type } from '@phi-ag/argon2';
import wasm from '@phi-ag/argon2/argon2.wasm';
import { PASSWORD_MAX_CHARACTERS, PASSWORD_MIN_CHARACTERS } from '../../contracts/auth.ts';
import type { ProblemCode } from '../../contracts/problems.ts';

/** OWASP's second recommendation for Argon2id: 19 MiB, two passes, one lane. */
const PARAMETERS = {
  type: Argon2Type.Argon2id,
  memoryCost: 19_456,
  timeCost: 2,
  parallelism: 1,
  hashLength: 32,
};

let engine: Promise<Argon2> | undefined;

/** One instance for the isolate: a hash is synchronous, so two never run at once and the 19 MiB are used over and over. */
function argon2(): Promise<Argon2> {
  engine ??= WebAssembly.instantiate(wasm).then((instance) => new Argon2(instance));
  return engine;
}

/** Characters are code points after NFKC, as NIST SP 800-63B-4 counts them; nothing is cut off. */
export function passwordProblem(password: string): ProblemCode | null {
  const characters = [...normalise(password)].length;
  if (characters < PASSWORD_MIN_CHARACTERS) return 'password_too_short';
  if (characters > PASSWORD_MAX_CHARACTERS) return 'password_too_long';
  return null;
}

/** A PHC string with its own random salt. */
export async function hashPassword(password: string): Promise<string> {
  return (await argon2()).hash(normalise(password), PARAMETERS).encoded;
}

/** With `encoded` undefined (nobody by that name) a hash is computed all the same, so that time tells nothing. */
export async function verifyPassword(encoded: string | undefined, password: string): Promise<boolean> {
  const instance = await argon2();
  if (encoded === undefined) {
    instance.hash(normalise(password), PARAMETERS);
    return false;
  }
  return instance.tryVerify(encoded, normalise(password)).success;
}

function normalise(password: string): string {
  return password.normalize('NFKC');
}
