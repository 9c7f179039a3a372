import { currentUser } from '../session.ts';

/** Tells a password manager whose password a form without an address is about. */
export function UsernameHint() {
  return (
    <input class="hidden" type="text" autocomplete="username" value={currentUser()?.email ?? ''} readOnly />
  );
}
