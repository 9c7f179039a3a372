import { OpenAPIHono } from '@hono/zod-openapi';
import { HTTPException } from 'hono/http-exception';
import { contextOf } from './context.ts';
import { isDatabaseDown, logError } from './log.ts';
import type { AppEnv } from './middleware/app-env.ts';
import { bounded, jsonOnly, jsonSized, readToEnd, takesFile } from './middleware/body.ts';
import { fewHeaders } from './middleware/few-headers.ts';
import { idempotent } from './middleware/idempotency.ts';
import { refuseStrayQuery } from './middleware/known-query.ts';
import { byAddress, byService, byViewer, limited, tellsLimit } from './middleware/rate-limit.ts';
import { requireSameOrigin } from './middleware/same-origin.ts';
import { securityHeaders } from './middleware/security-headers.ts';
import { requireService } from './middleware/service-auth.ts';
import { loadViewer } from './middleware/viewer.ts';
import { ProblemError, problemResponse } from './problem.ts';
import { account } from './routes/account.ts';
import { auth } from './routes/auth.ts';
import { brokers } from './routes/brokers.ts';
import { cspReports } from './routes/csp-reports.ts';
import { digests } from './routes/digests.ts';
import { events } from './routes/events.ts';
import { health } from './routes/health.ts';
import { imports } from './routes/imports.ts';
import { jobs } from './routes/jobs.ts';
import { refuseInvalid } from './routes/openapi.ts';
import { passwords } from './routes/passwords.ts';
import { privacy } from './routes/privacy.ts';
import { reports } from './routes/reports.ts';
import { rules } from './routes/rules.ts';
import { secondFactor } from './routes/second-factor.ts';
import { service } from './routes/service.ts';
import { sessions } from './routes/sessions.ts';
import { simulations } from './routes/simulations.ts';
import { SOCKET_PATH, socket } from './routes/socket.ts';
import { trades } from './routes/trades.ts';
import { twin } from './routes/twin.ts';

const DATABASE_RETRY_S = 5;

/** Nobody is kept from it; at all else below its path passwords, codes and links are tried, or mail is asked for. */
const LOG_OUT = '/api/auth/logout';
/** Where a run begins. A preview reads the first rows of a file and begins none. */
const IMPORT_PATHS = ['/api/trades/import', '/api/trades/import/file'];

export const app = new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid });

app.use(async (c, next) => {
  c.set('requestId', crypto.randomUUID());
  await next();
});
// Before all that may fail: an answer to a failure has its headers too.
app.use(readToEnd, securityHeaders);
app.use(async (c, next) => {
  c.set('ctx', contextOf(c.env, c.req.path === SOCKET_PATH ? 'handshake' : 'request'));
  c.set('viewer', null);
  await next();
});
app.use(fewHeaders);
// Before the rules for the app's own calls: the browser sends these by itself.
app.post('/api/csp-reports', limited('report', byAddress));
app.route('/', cspReports);
app.use('/api/*', bounded, loadViewer, requireSameOrigin);
// After the origin is known to be ours: a foreign page must not use up what its visitor may do.
app.post(
  '/api/auth/*',
  limited('auth', (c) => (c.req.path === LOG_OUT ? null : byAddress(c))),
);
for (const path of IMPORT_PATHS) app.post(path, tellsLimit('import', byViewer));
app.post('/api/account/export', tellsLimit('export', byViewer));
// The products too: both may have to book a whole history.
app.use('/api/twin/*', limited('check', byViewer));
// Each change asks for a scoring, and the other two go over a whole history.
for (const path of ['upsert', 'effects', 'suggestions'])
  app.use(`/api/rules/${path}`, limited('rules', byViewer));
app.post('/api/brokers/:broker/connect/start', limited('connect', byViewer));
for (const what of ['feedback', 'cost']) app.put(`/api/trades/:id/${what}`, limited('inputs', byViewer));
app.post('/api/thresholds/reset', limited('inputs', byViewer));
// Without it nothing is recomputed.
app.get(
  '/api/trades/:id/bias',
  limited('verify', (c) => (c.req.query('verify') === undefined ? null : byViewer(c))),
);
// An answer that is kept costs nothing.
app.post('/api/simulations/*', tellsLimit('simulation', byViewer));
app.use(
  '/api/*',
  refuseStrayQuery(() => app.openAPIRegistry.definitions),
  idempotent,
);
// Who may ask comes before what is asked.
app.use('/v1/*', jsonSized, requireService, limited('service', byService), jsonOnly);

const signIn = [auth, sessions, passwords, secondFactor];
const ofApp = [
  account,
  privacy,
  brokers,
  imports,
  jobs,
  trades,
  reports,
  rules,
  simulations,
  twin,
  digests,
  events,
];
for (const routes of [...signIn, ...ofApp]) app.route('/api', routes);
app.route('/v1', service);
app.route('/', socket);
app.route('/', health);
app.doc31('/api/openapi.json', { openapi: '3.1.0', info: { title: 'AI Trading Twin', version: '1' } });

app.notFound((c) => problemResponse('not_found', c.get('requestId')));

app.onError((error, c) => {
  const requestId = c.get('requestId');
  if (error instanceof ProblemError) return problemResponse(error.code, requestId, error.extras);
  // Hono's own refusals come before our schemas: a body that is not what its content type says.
  if (error instanceof HTTPException && error.status === 400) {
    return problemResponse(takesFile(c.req.path) ? 'file_unreadable' : 'malformed_json', requestId);
  }
  if (error instanceof HTTPException && error.status === 415)
    return problemResponse('unsupported_media_type', requestId);
  logError({ requestId, path: c.req.path }, error);
  return isDatabaseDown(error)
    ? problemResponse('unavailable', requestId, { retryAfterS: DATABASE_RETRY_S })
    : problemResponse('internal', requestId);
});
