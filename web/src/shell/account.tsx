import { A } from '@solidjs/router';
import { createSignal } from 'solid-js';
import { currentUser, signOut } from '../session.ts';
import { AccountIcon, KeyboardIcon, SettingsIcon, SignOutIcon, ThemeIcon } from '../ui/icons.tsx';
import { notify } from '../ui/notify.tsx';
import { nextTheme, theme } from '../ui/theme.ts';
import { openShortcutHelp } from './shell-dialogs.tsx';

const TOOL =
  'rounded-md p-2 text-ink-3 transition-colors hover:bg-hover hover:text-ink aria-disabled:opacity-50 [@media(pointer:coarse)]:p-3';

export function Account() {
  const [leaving, setLeaving] = createSignal(false);

  async function leave(): Promise<void> {
    setLeaving(true);
    const problem = await signOut();
    setLeaving(false);
    if (problem !== null) await notify(`You are still signed in. ${problem.detail}`);
  }

  return (
    <div class="flex items-center lg:flex-wrap lg:justify-end lg:border-t lg:border-line lg:pt-2">
      <p class="hidden w-full truncate px-2.5 py-1 text-xs text-ink-3 lg:block" title={currentUser()?.email}>
        {currentUser()?.email}
      </p>
      <button
        type="button"
        class={`${TOOL} max-sm:hidden`}
        aria-label="Keyboard shortcuts"
        title="Keyboard shortcuts (?)"
        onClick={openShortcutHelp}
      >
        <KeyboardIcon />
      </button>
      <button
        type="button"
        class={TOOL}
        aria-label={`Theme: ${theme()}. Change`}
        title={`Theme: ${theme()}`}
        onClick={nextTheme}
      >
        <ThemeIcon />
      </button>
      <A href="/settings" class={TOOL} activeClass="text-ink" aria-label="Settings" title="Settings">
        <SettingsIcon />
      </A>
      <A href="/account" class={TOOL} activeClass="text-ink" aria-label="Account" title="Account">
        <AccountIcon />
      </A>
      <button
        type="button"
        // On a phone there is no room for it: the account's page has it too.
        class={`${TOOL} max-sm:hidden`}
        aria-label="Sign out"
        title="Sign out"
        aria-disabled={leaving() ? 'true' : undefined}
        onClick={() => !leaving() && void leave()}
      >
        <SignOutIcon />
      </button>
    </div>
  );
}
