import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { keysOf } from '../worker/security/service-signature.ts';
import { secretsOf } from './secrets.ts';
import { readSettings } from './settings.ts';
import { signedHeaders } from './signed-headers.ts';

const USAGE = `npm run service -- POST /v1/indicators body.json   signs the file and sends it to the local stack; - reads it from the standard input
  --key name      the key to sign with, where SERVICE_KEYS has several (the first)
  --origin url    another host (http://127.0.0.1:PORT)
SERVICE_KEYS ("name:secret[,name:secret …]") is read from the environment, or else from DATA_DIR/secrets.json.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { key: { type: 'string' }, origin: { type: 'string' } },
});
const [method, path, file] = positionals;
if (!method || !path?.startsWith('/')) {
  console.error(USAGE);
  process.exit(2);
}

const settings = readSettings(process.env);
const keys = keysOf(process.env.SERVICE_KEYS ?? secretsOf(settings.DATA_DIR).SERVICE_KEYS);
const keyId = values.key ?? [...keys.keys()][0] ?? '';
const secret = keys.get(keyId);
if (secret === undefined) {
  console.error(`SERVICE_KEYS has no key "${keyId}", but ${[...keys.keys()].join(', ') || 'none'}.`);
  process.exit(2);
}

const body = file === undefined ? '' : readFileSync(file === '-' ? process.stdin.fd : file, 'utf8');
const origin = values.origin ?? `http://127.0.0.1:${settings.PORT}`;
const answer = await fetch(origin + path, {
  method,
  headers: signedHeaders({ keyId, secret }, { method, path, body, nonce: randomBytes(16).toString('hex') }),
  ...(body !== '' && { body }),
});
console.log(await answer.text());
if (!answer.ok) {
  console.error(`${answer.status} ${answer.statusText}`);
  process.exitCode = 1;
}
