import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const secret = () => randomBytes(32).toString('base64url');

/** What was written before a secret was thought of gets it now. */
const SecretsSchema = z.object({
  CSRF_SECRET: z.string().default(secret),
  HASH_PEPPER: z.string().default(secret),
  KEY_ENCRYPTION_KEYS: z.string().default(() => `local-1:${secret()}`),
  SERVICE_KEYS: z.string().default(() => `local:${secret()}`),
});
export type Secrets = z.infer<typeof SecretsSchema>;

/** Secrets of this data directory, made at its first start: another directory cannot read what this one sealed. */
export function secretsOf(dataDir: string): Secrets {
  const path = join(dataDir, 'secrets.json');
  const kept: unknown = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
  const secrets = SecretsSchema.parse(kept);
  writeFileSync(path, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  return secrets;
}
