/** A key and its secret, where what was pasted is the file that a broker hands out with them. */
export function readPastedKey(text: string): { apiKey: string; apiSecret: string } | null {
  if (!text.trimStart().startsWith('{')) return null;
  const parsed = parse(text);
  if (parsed === null) return null;
  const apiKey = textAt(parsed, ['name', 'id', 'apiKey', 'api_key']);
  const apiSecret = textAt(parsed, ['privateKey', 'secretKey', 'apiSecret', 'api_secret']);
  return apiKey === null || apiSecret === null ? null : { apiKey, apiSecret };
}

function parse(text: string): object | null {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' ? parsed : null;
  } catch {
    return null;
  }
}

function textAt(from: object, names: readonly string[]): string | null {
  const entries = new Map<string, unknown>(Object.entries(from));
  for (const name of names) {
    const value = entries.get(name);
    if (typeof value === 'string' && value !== '') return value;
  }
  return null;
}
