import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import {
  RuleEffectsResponseSchema,
  RuleSuggestionsResponseSchema,
  RulesResponseSchema,
} from '../../contracts/rule-reports.ts';
import { RuleResponseSchema, RuleUpsertRequestSchema } from '../../contracts/rules.ts';
import type { AppEnv } from '../middleware/app-env.ts';
import { requireViewer, viewerOf } from '../middleware/viewer.ts';
import { ProblemError } from '../problem.ts';
import { upsertRule } from '../services/rules/change-rule.ts';
import { effectsOf, rulesOf, suggestionsOf } from '../services/rules/rule-reports.ts';
import { answer, jsonBody, refuseInvalid } from './openapi.ts';

export const rules = new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid });

rules.use('/rules', requireViewer);
rules.use('/rules/*', requireViewer);

rules
  .openapi(
    createRoute({ method: 'get', path: '/rules', responses: answer(200, RulesResponseSchema) }),
    async (c) => c.json(await rulesOf(c.get('ctx'), viewerOf(c).user), 200),
  )
  .openapi(
    createRoute({ method: 'get', path: '/rules/effects', responses: answer(200, RuleEffectsResponseSchema) }),
    async (c) => c.json({ effects: await effectsOf(c.get('ctx'), viewerOf(c).user) }, 200),
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/rules/suggestions',
      responses: answer(200, RuleSuggestionsResponseSchema),
    }),
    async (c) => c.json(await suggestionsOf(c.get('ctx'), viewerOf(c).user), 200),
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/rules/upsert',
      request: jsonBody(RuleUpsertRequestSchema),
      responses: answer(200, RuleResponseSchema),
    }),
    async (c) => {
      const changed = await upsertRule(c.get('ctx'), viewerOf(c).user.id, c.req.valid('json'));
      if (changed.ok) return c.json({ rule: changed.value }, 200);
      const { code, ...extras } = changed.failure;
      throw new ProblemError(code, extras);
    },
  );
