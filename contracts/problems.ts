import { z } from 'zod';

/** Every expected failure that a client can meet, with its HTTP status. The sentence that goes with it tells the person what to do. */
export const PROBLEM_STATUS = {
  invalid_request: 400,
  malformed_json: 400,
  password_too_short: 400,
  password_too_long: 400,
  password_common: 400,
  password_breached: 400,
  password_wrong: 400,
  second_factor_wrong: 400,
  reset_invalid: 400,
  oauth_state_invalid: 400,
  oauth_denied: 400,
  bought_after_sale: 400,
  file_unreadable: 400,
  file_format_unknown: 400,
  mapping_invalid: 400,
  api_key_invalid: 400,
  api_key_can_trade: 400,
  oauth_unavailable: 400,
  unauthenticated: 401,
  credentials_wrong: 401,
  second_factor_required: 401,
  signature_invalid: 401,
  csrf_failed: 403,
  origin_refused: 403,
  invite_required: 403,
  not_found: 404,
  broker_unknown: 404,
  broker_not_connected: 409,
  second_factor_active: 409,
  second_factor_inactive: 409,
  idempotency_in_progress: 409,
  broker_paused: 409,
  broker_revoked: 409,
  broker_region_blocked: 409,
  rules_contradict: 409,
  payload_too_large: 413,
  unsupported_media_type: 415,
  idempotency_key_reused: 422,
  upgrade_required: 426,
  rate_limited: 429,
  too_many_sockets: 429,
  headers_too_large: 431,
  internal: 500,
  broker_unavailable: 502,
  broker_answer_malformed: 502,
  broker_rate_limited: 503,
  unavailable: 503,
} as const;

export const ProblemCodeSchema = z.enum(Object.keys(PROBLEM_STATUS) as [ProblemCode, ...ProblemCode[]]);
export type ProblemCode = keyof typeof PROBLEM_STATUS;

/** RFC 9457 problem details, served as application/problem+json. */
export const ProblemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  code: ProblemCodeSchema,
  requestId: z.string(),
  /** The offending fields of a refused request, by path. */
  fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof ProblemSchema>;
