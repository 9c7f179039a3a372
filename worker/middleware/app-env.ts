import type { Context } from '../context.ts';
import type { Viewer } from '../services/sign-in/sessions.ts';

/** What Hono carries through a request. */
export interface AppEnv {
  Bindings: Env;
  Variables: {
    ctx: Context;
    requestId: string;
    /** null: nobody is signed in. */
    viewer: Viewer | null;
    /** The other service that asks, by its key or its certificate: behind `requireService` only. */
    service: string;
  };
}
