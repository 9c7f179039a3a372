import type { UserFeed } from './user-feed.ts';

/** The feed of a user, wherever it lives. */
export function userFeed(env: Pick<Env, 'USER_FEED'>, userId: string): DurableObjectStub<UserFeed> {
  return env.USER_FEED.getByName(userId);
}
