import { X509Certificate } from 'node:crypto';
import { z } from 'zod';

/** What Cloudflare's edge tells of the client's certificate: it has checked the chain and the dates, and asked whether it was revoked. */
const TlsClientAuthSchema = z.object({
  certVerified: z.literal('SUCCESS'),
  certRevoked: z.literal('0'),
  /** RFC 9440: the certificate in base64 between colons; empty where it is over 10 kB. */
  certRFC9440: z.string().regex(/^:[A-Za-z0-9+/]+={0,2}:$/),
});

/** An entry is bare, or a JSON string where its text could be taken for two entries (CVE-2021-44532): such a name is on no list. */
const NAME = /^(DNS|URI):([^\s",]+)$/;

/**
 * The name of the client by its certificate: the first of its subject alternative names that is on the list, as `DNS:reports.example.com` or
 * `URI:spiffe://example/reports`. null: no certificate that the edge vouches for, or none of its names is let in.
 * @param tls `request.cf.tlsClientAuth`
 */
export function certifiedName(tls: unknown, allowed: ReadonlySet<string>): string | null {
  const told = TlsClientAuthSchema.safeParse(tls);
  if (!told.success) return null;
  return namesIn(told.data.certRFC9440).find((name) => allowed.has(name)) ?? null;
}

/** Names that are let in, with commas between them. */
export function allowedNames(list: string): ReadonlySet<string> {
  return new Set(
    list
      .split(',')
      .map((name) => normal(name.trim()))
      .filter((name) => name !== null),
  );
}

function namesIn(encoded: string): string[] {
  const names = alternativeNames(encoded)?.split(', ') ?? [];
  return names.map(normal).filter((name) => name !== null);
}

function alternativeNames(encoded: string): string | undefined {
  try {
    return new X509Certificate(Buffer.from(encoded.slice(1, -1), 'base64')).subjectAltName;
  } catch {
    // What is no certificate throws, and names nobody.
    return undefined;
  }
}

/** Host names are the same in any case, paths of a URI are not. null: of another kind, or written in a way that could be misread. */
function normal(name: string): string | null {
  const [, kind, value] = NAME.exec(name) ?? [];
  if (kind === undefined || value === undefined) return null;
  return kind === 'DNS' ? `DNS:${value.toLowerCase()}` : `URI:${value}`;
}
