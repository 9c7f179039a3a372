/** Parameters of a call, in the order in which they are sent. */
export type Params = Record<string, string | number>;

/**
 * A query as Binance signs it: percent-encoded, and encoded before it is signed (else -1022, since 2026-01-15). RFC 3986's reserved characters
 * are encoded too, since a URL parser would encode an apostrophe after the signature was made.
 */
export function encodeQuery(params: Params): string {
  return Object.entries(params)
    .map(([name, value]) => `${encode(name)}=${encode(String(value))}`)
    .join('&');
}

/** HMAC-SHA256 of a query in hex, as Binance's REST API wants it (binance-spot-api-docs, rest-api.md, SIGNED endpoints). */
export async function signatureOf(secret: string, query: string): Promise<string> {
  const encoder = new TextEncoder();
  const key = await crypto.subtle.importKey(
    'raw',
    encoder.encode(secret),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign'],
  );
  const signature = await crypto.subtle.sign('HMAC', key, encoder.encode(query));
  return Array.from(new Uint8Array(signature), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
