/**
 * What the MDN HTTP Observatory gives a page for its answer, by its published table (mdn-http-observatory, grader/charts.js), as far as it speaks of
 * what this page does: anything worse scores nothing here. Preloaded HSTS is left out, since no page can claim it by itself.
 */
export function observatoryScore(headers: Headers, html: string): Record<string, number> {
  const policy = new Map(
    (headers.get('content-security-policy') ?? '').split(';').map((directive) => {
      const [name = '', ...sources] = directive.trim().split(/\s+/);
      return [name, sources] as const;
    }),
  );
  const sources = [...policy.values()].flat();
  const scripts = html.match(/<script\b[^>]*\ssrc="[^"]*"[^>]*>/g) ?? [];
  const isStrict =
    policy.get('default-src')?.join() === "'none'" &&
    !sources.some((source) => source.includes("'unsafe-") || /^(https?:|\*)/.test(source)) &&
    policy.get('script-src')?.join() === "'self'" &&
    policy.get('style-src')?.join() === "'self'" &&
    ["'none'", "'self'"].includes(policy.get('form-action')?.join() ?? '');
  const maxAgeS = Number(/max-age=(\d+)/.exec(headers.get('strict-transport-security') ?? '')?.[1] ?? 0);
  return {
    base: 100,
    'content-security-policy': isStrict ? 10 : -25,
    'strict-transport-security': maxAgeS >= 15_768_000 ? 0 : -20,
    'x-content-type-options': headers.get('x-content-type-options') === 'nosniff' ? 0 : -5,
    'x-frame-options': policy.get('frame-ancestors')?.join() === "'none'" ? 5 : 0,
    'referrer-policy': headers.get('referrer-policy') === 'no-referrer' ? 5 : 0,
    'cross-origin-resource-policy': headers.get('cross-origin-resource-policy') === 'same-origin' ? 10 : 0,
    'cross-origin-resource-sharing': headers.has('access-control-allow-origin') ? -50 : 0,
    'subresource-integrity':
      scripts.length > 0 && scripts.every((tag) => /\sintegrity="sha(256|384|512)-/.test(tag)) ? 5 : 0,
  };
}
