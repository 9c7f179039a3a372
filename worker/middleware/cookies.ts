import type { Context as HonoContext } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';

/** `__Host-`: Secure, path /, no domain, so that no sibling host can plant one. Lax, because the broker sends the trader back from another site. */
const OPTIONS = { path: '/', secure: true, httpOnly: true, sameSite: 'Lax' } as const;

const SESSION = '__Host-session';
const VISITOR = '__Host-csrf';

export const readSessionToken = (c: HonoContext) => getCookie(c, SESSION);
export const readVisitor = (c: HonoContext) => getCookie(c, VISITOR);

export function writeSessionToken(c: HonoContext, token: string, expiresAt: Date): void {
  setCookie(c, SESSION, token, { ...OPTIONS, expires: expiresAt });
}

export function writeVisitor(c: HonoContext, visitor: string): void {
  setCookie(c, VISITOR, visitor, OPTIONS);
}

export function clearSessionToken(c: HonoContext): void {
  deleteCookie(c, SESSION, OPTIONS);
}
