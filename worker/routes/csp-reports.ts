import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { CspReportSchema, ReportListSchema } from '../../contracts/csp-reports.ts';
import type { AppEnv } from '../middleware/app-env.ts';
import { parseJson } from '../parse-json.ts';
import { ProblemError } from '../problem.ts';
import { cspLines } from '../services/csp-reports.ts';

const LIMIT_BYTES = 16 * 1024;

const READERS = {
  'application/reports+json': ReportListSchema,
  'application/csp-report': CspReportSchema,
} as const;

const limit = bodyLimit({
  maxSize: LIMIT_BYTES,
  onError: () => {
    throw new ProblemError('payload_too_large');
  },
});

/**
 * Where browsers tell of breaks of the page's policy. They send by themselves, without a session or a CSRF token, so that anybody may: the worst
 * that comes of it is a few short lines in the log.
 */
export const cspReports = new Hono<AppEnv>().post('/api/csp-reports', limit, async (c) => {
  const [type = ''] = c.req.header('content-type')?.split(';') ?? [];
  const reader = Object.entries(READERS).find(([name]) => name === type.trim().toLowerCase())?.[1];
  if (!reader) throw new ProblemError('unsupported_media_type');
  // Not as text: the runtime does not know these types for such, and says so in the log.
  const read = reader.safeParse(parseJson(new TextDecoder().decode(await c.req.arrayBuffer())));
  if (!read.success) throw new ProblemError('malformed_json');
  for (const line of cspLines(read.data, new URL(c.req.url).origin)) {
    console.warn(JSON.stringify({ level: 'warn', csp: line }));
  }
  return c.body(null, 204);
});
