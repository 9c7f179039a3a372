import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const SecretsSchema = z.object({ CSRF_SECRET: z.string(), HASH_PEPPER: z.string(), TOKEN_KEY: z.string() });
export type Secrets = z.infer<typeof SecretsSchema>;

/** Secrets of this data directory, made at its first start: another directory cannot read what this one sealed. */
export function secretsOf(dataDir: string): Secrets {
  const path = join(dataDir, 'secrets.json');
  if (existsSync(path)) return SecretsSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  const secret = () => randomBytes(32).toString('base64url');
  const made: Secrets = { CSRF_SECRET: secret(), HASH_PEPPER: secret(), TOKEN_KEY: secret() };
  writeFileSync(path, JSON.stringify(made, null, 2), { mode: 0o600 });
  return made;
}
