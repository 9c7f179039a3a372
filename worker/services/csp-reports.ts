import type { CspViolation } from '../../contracts/csp-reports.ts';

/** One page can break its policy in a loop: of one report these are enough to find it. */
const MOST_LINES = 5;
const LONGEST_CHARACTERS = 100;
/** As `inline`, `eval`, `trusted-types-sink`. */
const WORD = /^[a-z-]{1,30}$/;

/**
 * What is logged of a report. Anybody may send one, and its addresses may hold what is nobody's business: of each only what finds the fault is
 * kept, and never a query, a path behind the first name, or a sample of the page.
 */
export function cspLines(violations: readonly CspViolation[], ownOrigin: string): Record<string, string>[] {
  return violations.slice(0, MOST_LINES).map(({ document, blocked, directive, source, disposition }) => ({
    directive: short(directive?.split(' ')[0]),
    page: pageOf(document, ownOrigin),
    blocked: originOf(blocked, ownOrigin),
    source: pageOf(source, ownOrigin),
    disposition: short(disposition),
  }));
}

/** `/trades` of `https://…/trades/01J…?cursor=…`; of another site its origin. */
function pageOf(text: string | undefined, ownOrigin: string): string {
  const url = parse(text);
  if (url?.origin !== ownOrigin) return originOf(text, ownOrigin);
  const [, first = '', second] = url.pathname.split('/');
  // The build's own files have names that are no secret, and say which it was.
  return short(first === 'assets' && second !== undefined ? `/assets/${second}` : `/${first}`);
}

/** What was blocked is an address or a word; an extension or a data: address is told by its scheme. */
function originOf(text: string | undefined, ownOrigin: string): string {
  const url = parse(text);
  if (url === null) return WORD.test(text ?? '') ? short(text) : '';
  if (url.origin === ownOrigin) return 'self';
  return url.protocol === 'https:' || url.protocol === 'http:' ? short(url.origin) : short(url.protocol);
}

function parse(text: string | undefined): URL | null {
  return text === undefined ? null : URL.parse(text);
}

/** Printable and bounded; what is no word or address is not worth a line. */
function short(text: string | undefined): string {
  return (text ?? '').replace(/[^\w:/.-]/g, '').slice(0, LONGEST_CHARACTERS);
}
