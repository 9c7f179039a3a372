import type { BrokerCircuit } from './broker-circuit.ts';
import type { RateLimiter } from './rate-limiter.ts';
import type { UserFeed } from './user-feed.ts';

/** The feed of a user, wherever it lives. */
export function userFeed(env: Pick<Env, 'USER_FEED'>, userId: string): DurableObjectStub<UserFeed> {
  return env.USER_FEED.getByName(userId);
}

export function brokerCircuit(
  env: Pick<Env, 'BROKER_CIRCUIT'>,
  broker: string,
): DurableObjectStub<BrokerCircuit> {
  return env.BROKER_CIRCUIT.getByName(broker);
}

/**
 * Where the bucket of a rule and a subject is, or those of many subjects. What stands for a person or a machine in a subject is hashed: names of objects are
 * written down.
 */
export function rateLimiter(
  env: Pick<Env, 'RATE_LIMITER'>,
  rule: string,
  subjects: string,
): DurableObjectStub<RateLimiter> {
  return env.RATE_LIMITER.getByName(`${rule}:${subjects}`);
}
