import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import {
  BiasScoreRequestSchema,
  BiasScoreResponseSchema,
  IndicatorsRequestSchema,
  IndicatorsResponseSchema,
  ReflectRequestSchema,
  ReflectResponseSchema,
} from '../../contracts/service.ts';
import type { AppEnv } from '../middleware/app-env.ts';
import { ProblemError } from '../problem.ts';
import { answerIndicators } from '../services/for-services/answer-indicators.ts';
import { answerReflect } from '../services/for-services/answer-reflect.ts';
import { answerScore } from '../services/for-services/answer-score.ts';
import { answer, jsonBody, refuseInvalid } from './openapi.ts';

const SIGNED =
  'For other services, signed by X-KeyId, X-Timestamp, X-Nonce and X-Signature. Nothing of the request is kept.';

const TOO_MANY_MONTHS = { path: 'candles', message: 'spread over more than a thousand months in all' };
const TIME_IMPOSSIBLE = { path: 'fills', message: 'a time before 2009, or one that has not come yet' };

/** What other services ask of the engine. Stateless: the same request has the same answer. */
export const service = new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid })
  .openapi(
    createRoute({
      method: 'post',
      path: '/indicators',
      description: `Indicators and features of a product's hours. ${SIGNED}`,
      request: jsonBody(IndicatorsRequestSchema),
      responses: answer(200, IndicatorsResponseSchema),
    }),
    async (c) => {
      const answered = await answerIndicators(c.req.valid('json'));
      if (!answered.ok) throw new ProblemError('invalid_request', { fields: [TOO_MANY_MONTHS] });
      return c.json(answered.value, 200);
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/bias/score',
      description: `Labels, evidence and sentences for a trader's fills. ${SIGNED}`,
      request: jsonBody(BiasScoreRequestSchema),
      responses: answer(200, BiasScoreResponseSchema),
    }),
    async (c) => {
      const answered = await answerScore(c.req.valid('json'), c.get('ctx').now());
      if (answered.ok) return c.json(answered.value, 200);
      if (answered.failure === 'bought_after_sale') throw new ProblemError('bought_after_sale');
      const field = answered.failure === 'too_many_months' ? TOO_MANY_MONTHS : TIME_IMPOSSIBLE;
      throw new ProblemError('invalid_request', { fields: [field] });
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/nlg/reflect',
      description: `The two sentences of a trade that was scored. ${SIGNED}`,
      request: jsonBody(ReflectRequestSchema),
      responses: answer(200, ReflectResponseSchema),
    }),
    (c) => {
      const answered = answerReflect(c.req.valid('json'));
      if (!answered.ok) throw new ProblemError('invalid_request', { fields: answered.failure });
      return c.json(answered.value, 200);
    },
  );
