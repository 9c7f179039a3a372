import { createMiddleware } from 'hono/factory';
import { ProblemError } from '../problem.ts';

/** A browser sends some twenty, the edge adds as many. */
const MOST_HEADERS = 200;
/** Names and values together. The edge itself takes 128 KB; a browser's cookies of this site are some hundred bytes. */
const MOST_CHARACTERS = 16 * 1024;

/** Ten thousand headers, or one of a megabyte, are nobody's: nothing behind this has to go over them. Those of one name are one here, as long as all of them. */
export const fewHeaders = createMiddleware(async (c, next) => {
  let [headers, characters] = [0, 0];
  for (const [name, value] of c.req.raw.headers) {
    headers += 1;
    characters += name.length + value.length;
  }
  if (headers > MOST_HEADERS || characters > MOST_CHARACTERS) throw new ProblemError('headers_too_large');
  await next();
});
