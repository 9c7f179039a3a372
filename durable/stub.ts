import type { BrokerCircuit } from './broker-circuit.ts';
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
