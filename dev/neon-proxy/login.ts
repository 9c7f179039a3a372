import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import { scramClient } from './scram.ts';

const LOGIN_TIMEOUT_MS = 10_000;
const MAX_MESSAGE_BYTES = 64 * 1024;
const SSL_REQUEST_CODE = 80_877_103;
const NO_TLS = Buffer.from('N');
const MECHANISM = 'SCRAM-SHA-256';

/** The codes of Postgres' authentication messages (type R). */
const CLEARTEXT = 3;
const SASL = 10;
const SASL_CONTINUE = 11;
const SASL_FINAL = 12;

/**
 * Sees the caller through to the server's answer to its password; from then on bytes may flow untouched.
 *
 * The Neon driver sends the password in clear text before it is asked, since Neon's edge takes it so and does
 * the rest itself. A Postgres that wants SCRAM would take that for a broken handshake: we do the rest, too.
 */
export async function login(near: Duplex, far: Duplex): Promise<void> {
  const signal = AbortSignal.timeout(LOGIN_TIMEOUT_MS);
  let startup = await readMessage(near, 0, signal);
  if (startup.readInt32BE(4) === SSL_REQUEST_CODE) {
    near.write(NO_TLS);
    startup = await readMessage(near, 0, signal);
  }
  far.write(startup);
  const asked = await readMessage(far, 1, signal);
  if (authentication(asked) !== SASL) {
    near.write(asked);
    return;
  }
  near.write(message('R', int32(CLEARTEXT)));
  const password = await readMessage(near, 1, signal);
  if (password.toString('latin1', 0, 1) !== 'p') throw new Error('no password came');
  await provePassword(far, near, password.subarray(5, -1).toString('utf8'), signal);
}

async function provePassword(
  far: Duplex,
  near: Duplex,
  password: string,
  signal: AbortSignal,
): Promise<void> {
  const scram = scramClient(password);
  const first = Buffer.from(scram.first);
  far.write(message('p', Buffer.concat([Buffer.from(`${MECHANISM}\0`), int32(first.length), first])));
  const challenge = await readMessage(far, 1, signal);
  if (authentication(challenge) !== SASL_CONTINUE) return void near.write(challenge);
  far.write(message('p', Buffer.from(scram.answer(challenge.toString('utf8', 9)))));
  const final = await readMessage(far, 1, signal);
  if (authentication(final) !== SASL_FINAL) return void near.write(final); // wrong password: the server says so
  if (!scram.isGenuine(final.toString('utf8', 9))) throw new Error('the server does not know the password');
}

/** One whole message; all but a startup message have a byte of type before their length. */
async function readMessage(stream: Duplex, typeBytes: 0 | 1, signal: AbortSignal): Promise<Buffer> {
  const head = await readBytes(stream, typeBytes + 4, signal);
  const length = head.readInt32BE(typeBytes);
  if (length < 4 || length > MAX_MESSAGE_BYTES) throw new Error('not the Postgres protocol');
  if (length === 4) return head;
  return Buffer.concat([head, await readBytes(stream, length - 4, signal)]);
}

async function readBytes(stream: Duplex, size: number, signal: AbortSignal): Promise<Buffer> {
  for (;;) {
    const bytes: Buffer | null = stream.read(size);
    if (bytes?.length === size) return bytes;
    if (bytes || stream.readableEnded || stream.destroyed)
      throw new Error('the connection ended during login');
    await once(stream, 'readable', { signal });
  }
}

function authentication(bytes: Buffer): number | undefined {
  return bytes.toString('latin1', 0, 1) === 'R' ? bytes.readInt32BE(5) : undefined;
}

function message(type: string, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from(type), int32(body.length + 4), body]);
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}
