import { createSignal } from 'solid-js';
import { type LoginRequest, type User, UserResponseSchema } from '../../contracts/auth.ts';
import { forgetCsrf, get, NOTHING, post, whenUnauthenticated } from './api.ts';
import type { Answer, Failure } from './failure.ts';

type Session =
  | { phase: 'checking' }
  | { phase: 'signed-in'; user: User }
  /** ended: there was a session, and the server no longer knows it. */
  | { phase: 'signed-out'; ended: boolean }
  | { phase: 'failing'; problem: Failure };

const [session, setSession] = createSignal<Session>({ phase: 'checking' });

export { session };

export function currentUser(): User | null {
  const now = session();
  return now.phase === 'signed-in' ? now.user : null;
}

/** The trader's own time zone: every time on screen is told in it. */
export function timezone(): string {
  return currentUser()?.timezone ?? browserTimezone();
}

export function browserTimezone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

export async function checkSession(): Promise<void> {
  // What went wrong stays until the answer: the button that asks again is on it, and has the focus.
  setSession((now) => (now.phase === 'failing' ? now : { phase: 'checking' }));
  const answer = await get('/api/auth/me', UserResponseSchema);
  if (answer.ok) setSession({ phase: 'signed-in', user: answer.value.user });
  else if (answer.problem.code === 'unauthenticated') setSession({ phase: 'signed-out', ended: false });
  else setSession({ phase: 'failing', problem: answer.problem });
}

export function signIn(credentials: LoginRequest): Promise<Failure | null> {
  return enter(post('/api/auth/login', UserResponseSchema, credentials));
}

export function signUp(email: string, password: string): Promise<Failure | null> {
  return enter(
    post('/api/auth/signup', UserResponseSchema, { email, password, timezone: browserTimezone() }),
  );
}

let askFirst: (() => Promise<boolean>) | null = null;

/** A sign-out takes the page with it: whether what is on that may be lost is asked first. null: nothing would be. */
export function beforeSignOut(ask: (() => Promise<boolean>) | null): void {
  askFirst = ask;
}

export async function signOut(): Promise<Failure | null> {
  if (askFirst !== null && !(await askFirst())) return null;
  const problem = await leave(post('/api/auth/logout', NOTHING));
  if (problem !== null && problem.code !== 'unauthenticated') return problem;
  forgetCsrf();
  setSession({ phase: 'signed-out', ended: false });
  return null;
}

/** The trader's settings were saved: from now on every time on screen is told in this zone. */
export function changeTimezone(timezone: string): void {
  setSession((now) => (now.phase === 'signed-in' ? { ...now, user: { ...now.user, timezone } } : now));
  otherTabs.postMessage('changed');
}

let leaving = false;

/** Ends the session by a request. The socket is closed before that is answered: it is no session that ended by itself. */
export async function leave(request: Promise<Answer<null>>): Promise<Failure | null> {
  leaving = true;
  const answer = await request;
  leaving = false;
  if (!answer.ok) return answer.problem;
  otherTabs.postMessage('changed');
  return null;
}

/** The server no longer knows this session: the guard leads to the log-in page and back. */
export function endSession(): void {
  if (leaving) return;
  forgetCsrf();
  setSession((now) => (now.phase === 'signed-in' ? { phase: 'signed-out', ended: true } : now));
}

whenUnauthenticated(endSession);

/** Tabs share one session: what one of them does to it, the others look at anew. */
const otherTabs = new BroadcastChannel('session');
otherTabs.onmessage = async () => {
  forgetCsrf();
  const answer = await get('/api/auth/me', UserResponseSchema);
  if (answer.ok) setSession({ phase: 'signed-in', user: answer.value.user });
};

async function enter(request: Promise<Answer<{ user: User }>>): Promise<Failure | null> {
  const answer = await request;
  forgetCsrf();
  if (!answer.ok) return answer.problem;
  setSession({ phase: 'signed-in', user: answer.value.user });
  otherTabs.postMessage('changed');
  return null;
}
