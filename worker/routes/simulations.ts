import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { JobAcceptedSchema } from '../../contracts/jobs.ts';
import type { ProblemCode } from '../../contracts/problems.ts';
import { RuleSimulationRequestSchema, RuleSimulationSchema } from '../../contracts/rule-simulations.ts';
import { SimulationRequestSchema, SimulationSchema } from '../../contracts/simulations.ts';
import type { AppEnv } from '../middleware/app-env.ts';
import { requireViewer, viewerOf } from '../middleware/viewer.ts';
import { ProblemError } from '../problem.ts';
import type { RateLimited } from '../services/rate-limits.ts';
import { simulateRuleOver } from '../services/rules/rule-simulations.ts';
import { simulate } from '../services/simulations/simulations.ts';
import { afterAnswerOf } from './after-answer.ts';
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
    const answered = await simulate(c.get('ctx'), viewerOf(c).user, c.req.valid('json'), afterAnswerOf(c));
    if (!answered.ok) throw refusalOf(answered.failure);
    return 'jobId' in answered.value ? c.json(answered.value, 202) : c.json(answered.value.simulation, 200);
  },
);

simulations.openapi(
  createRoute({
    method: 'post',
    path: '/simulations/portfolio',
    request: jsonBody(RuleSimulationRequestSchema),
    responses: { ...answer(200, RuleSimulationSchema), ...answer(202, JobAcceptedSchema) },
  }),
  async (c) => {
    const answered = await simulateRuleOver(
      c.get('ctx'),
      viewerOf(c).user,
      c.req.valid('json'),
      afterAnswerOf(c),
    );
    if (!answered.ok) throw refusalOf(answered.failure);
    return 'jobId' in answered.value ? c.json(answered.value, 202) : c.json(answered.value.simulation, 200);
  },
);

function refusalOf(failure: RateLimited | { code: ProblemCode }): ProblemError {
  return new ProblemError(failure.code, 'retryAfterS' in failure ? { retryAfterS: failure.retryAfterS } : {});
}
