import { describe, expect, it } from 'vitest';
import { CspReportSchema, ReportListSchema } from '../../contracts/csp-reports.ts';
import { cspLines } from './csp-reports.ts';

const OWN = 'https://app.example.com';
const linesOf = (body: object) =>
  cspLines(ReportListSchema.parse([{ type: 'csp-violation', age: 1, url: 'x', body }]), OWN);

describe('a line of a report', () => {
  it('tells the directive, the page and what was blocked, by either kind of report', () => {
    const line = {
      directive: 'script-src-elem',
      page: '/trades',
      blocked: 'https://evil.example',
      source: '/assets/index-Dm2erlAP.js',
      disposition: 'enforce',
    };
    expect(
      linesOf({
        documentURL: `${OWN}/trades/01ARZ3NDEKTSV4RRFFQ69G5FAV?cursor=secret`,
        blockedURL: 'https://evil.example/x.js?who=someone',
        effectiveDirective: 'script-src-elem',
        sourceFile: `${OWN}/assets/index-Dm2erlAP.js?x=1`,
        disposition: 'enforce',
        sample: 'alert("someone@example.com")',
      }),
    ).toEqual([line]);
    const old = CspReportSchema.parse({
      'csp-report': {
        'document-uri': `${OWN}/trades/01ARZ3NDEKTSV4RRFFQ69G5FAV`,
        'blocked-uri': 'https://evil.example/x.js',
        'violated-directive': "script-src-elem 'self'",
        'source-file': `${OWN}/assets/index-Dm2erlAP.js`,
        disposition: 'enforce',
        'script-sample': 'alert(1)',
      },
    });
    expect(cspLines(old, OWN)).toEqual([line]);
  });

  it.each([
    ['inline', 'inline'],
    ['trusted-types-sink', 'trusted-types-sink'],
    ['data:text/javascript,alert(1)', 'data:'],
    ['chrome-extension://abcdefghijklmnop/x.js', 'chrome-extension:'],
    [`${OWN}/api/trades?x=1`, 'self'],
    ['Someone lives here', ''],
  ])('tells what was blocked at %j as %j', (blockedURL, told) => {
    expect(linesOf({ blockedURL })).toMatchObject([{ blocked: told }]);
  });

  it('holds nothing that breaks out of it or fills it', () => {
    const [line] = linesOf({
      effectiveDirective: `x"\n\u001b[31m${'y'.repeat(150)}`,
      documentURL: `${OWN}/${'z'.repeat(5_000)}`,
      sourceFile: 12,
    });
    expect(JSON.stringify(line).length).toBeLessThan(400);
    expect(JSON.stringify(line)).toMatch(/^[\w{}":,/.[\]-]+$/);
  });

  it('is one of five at most, and reports of another kind are none', () => {
    const many = Array(50).fill({ type: 'csp-violation', body: { effectiveDirective: 'img-src' } });
    expect(cspLines(ReportListSchema.parse(many), OWN)).toHaveLength(5);
    expect(cspLines(ReportListSchema.parse([{ type: 'deprecation', body: { id: 'x' } }]), OWN)).toEqual([]);
  });
});
