import { encodeBase32UpperCaseNoPadding } from '@oslojs/encoding';
import { sha256Hex } from './hashes.ts';

const CODES = 10;
/** 80 bits: so many that a plain hash of them cannot be searched. */
const CODE_BYTES = 10;
const GROUP = /.{4}(?=.)/g;

/** Ten codes as `ABCD-EFGH-IJKL-MNOP`. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: CODES }, () =>
    encodeBase32UpperCaseNoPadding(crypto.getRandomValues(new Uint8Array(CODE_BYTES))).replace(GROUP, '$&-'),
  );
}

/** What is stored of one, however it is typed: in small letters, without its hyphens. */
export function recoveryCodeHash(code: string): string {
  return sha256Hex(code.replaceAll(/[\s-]/g, '').toUpperCase());
}
