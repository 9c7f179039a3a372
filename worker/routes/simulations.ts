import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { JobAcceptedSchema } from '../../contracts/jobs.ts';
import { SimulationRequestSchema, SimulationSchema } from '../../contracts/simulations.ts';
import type { AppEnv } from '../middleware/app-env.ts';
import { requireViewer, viewerOf } from '../middleware/viewer.ts';
import { ProblemError } from '../problem.ts';
import { type SimulationFailure, simulate } from '../services/simulations.ts';
import { answer, jsonBody, refuseInvalid } from './openapi.ts';

export const simulations = new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid });

simulations.use('/simulations/*', requireViewer);

simulations.openapi(
  createRoute({
    method: 'post',
    path: '/simulations/simple',
    request: jsonBody(SimulationRequestSchema),
    responses: { ...answer(200, SimulationSchema), ...answer(202, JobAcceptedSchema) },
  }),
  async (c) => {
    const answered = await simulate(c.get('ctx'), viewerOf(c).user, c.req.valid('json'));
    if (!answered.ok) throw refusalOf(answered.failure);
    return 'jobId' in answered.value ? c.json(answered.value, 202) : c.json(answered.value.simulation, 200);
  },
);

function refusalOf(failure: SimulationFailure): ProblemError {
  return new ProblemError(failure.code, 'retryAfterS' in failure ? { retryAfterS: failure.retryAfterS } : {});
}
