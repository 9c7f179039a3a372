import type { UserRow } from '../../db/queries/accounts.ts';
import type { Context } from '../context.ts';

export interface Viewer {
  user: UserRow;
  sessionId: string;
}

/** What Hono carries through a request. */
export interface AppEnv {
  Bindings: Env;
  Variables: {
    ctx: Context;
    requestId: string;
    /** null: nobody is signed in. */
    viewer: Viewer | null;
  };
}
