import { useIsRouting, useLocation, useNavigate } from '@solidjs/router';
import { createEffect, createMemo, type JSX, on, onCleanup, onMount, Show } from 'solid-js';
import { feed, runFeed } from '../feed/store.ts';
import { keepFocus } from '../ui/keep-focus.ts';
import { PageSkeleton } from '../ui/page-skeleton.tsx';
import { Announcer } from './announcer.tsx';
import { Masthead } from './masthead.tsx';
import { PageFrame } from './page-frame.tsx';
import { RAIL_PAGES } from './rail-pages.ts';
import { openBeforeTrade, openShortcutHelp, ShellDialogs } from './shell-dialogs.tsx';
import { useShortcuts } from './shortcuts.ts';

/** The page in sight goes first: its data may still be on their way when the feed is live. */
const CALM_MS = 3_000;

/** The frame around every page of a signed-in trader; the feed lives as long as it does. */
export function Shell(props: { children: JSX.Element }) {
  let main: HTMLElement | undefined;
  const location = useLocation();
  const navigate = useNavigate();
  const isRouting = useIsRouting();

  onMount(() => onCleanup(runFeed()));
  useShortcuts({
    '?': openShortcutHelp,
    b: openBeforeTrade,
    ...Object.fromEntries(RAIL_PAGES.map(({ href }, at) => [at + 1, () => navigate(href)])),
  });

  const live = createMemo(() => feed.status() === 'live');
  createEffect(() => {
    if (!live()) return;
    const timer = setTimeout(async () => {
      const found = await import('../preload-rest.ts').catch(() => undefined);
      await found?.preloadRest();
    }, CALM_MS);
    onCleanup(() => clearTimeout(timer));
  });

  keepFocus(() => main);

  // A reader starts at the new page, not at the link that led there.
  createEffect(
    on(
      () => location.pathname,
      () => main?.focus({ preventScroll: true }),
      { defer: true },
    ),
  );

  return (
    <div class="min-h-dvh lg:pl-56">
      {/* biome-ignore lint/a11y/useValidAnchor: it leads to a place of this page, and the router would do that by halves. */}
      <a
        href="#main"
        onClick={(event) => {
          // The router scrolls only, and keeps the hash in the address.
          event.preventDefault();
          main?.focus();
        }}
        class="fixed top-2 left-2 z-50 -translate-y-16 rounded-md bg-ink px-3 py-2 text-sm text-bg focus:translate-y-0"
      >
        Skip to content
      </a>
      <Masthead />
      <main
        id="main"
        ref={main}
        tabindex="-1"
        class="mx-auto max-w-[76rem] px-4 pt-6 pb-28 outline-none sm:px-8 lg:px-10 lg:pt-10 lg:pb-16"
      >
        <PageFrame fallback={<PageSkeleton />}>{props.children}</PageFrame>
      </main>
      <Show when={isRouting()}>
        <div
          role="status"
          aria-label="Loading the page"
          class="fixed inset-x-0 top-0 z-50 h-0.5 animate-[appear_.3s_ease-out_.3s_backwards] bg-ink"
        />
      </Show>
      <Announcer />
      <ShellDialogs />
    </div>
  );
}
