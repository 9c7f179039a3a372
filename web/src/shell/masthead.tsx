import { A } from '@solidjs/router';
import { For } from 'solid-js';
import { BeforeIcon } from '../ui/icons.tsx';
import { Account } from './account.tsx';
import { Brand } from './brand.tsx';
import { FeedStateBadge } from './feed-state-badge.tsx';
import { RAIL_PAGES } from './rail-pages.ts';
import { openBeforeTrade } from './shell-dialogs.tsx';

/** A rail at the left on wide screens; on narrow ones a bar on top, with the navigation in reach of the thumb. */
export function Masthead() {
  return (
    <header class="sticky top-0 z-30 flex h-12 items-center gap-2 border-b border-line bg-bg px-4 sm:px-8 lg:fixed lg:inset-y-0 lg:left-0 lg:h-auto lg:w-56 lg:flex-col lg:items-stretch lg:border-r lg:border-b-0 lg:bg-sunken lg:p-3">
      <A href="/" class="flex items-center gap-2.5 rounded-md text-sm font-semibold lg:px-2.5 lg:py-3">
        <Brand />
        AI Trading Twin
      </A>
      <nav
        aria-label="Main"
        class="fixed inset-x-0 bottom-0 flex border-t border-line bg-bg pb-[env(safe-area-inset-bottom)] lg:static lg:mt-3 lg:flex-col lg:gap-0.5 lg:border-0 lg:bg-transparent lg:pb-0"
      >
        <For each={RAIL_PAGES}>
          {({ href, name, Icon, wide }) => (
            <A
              href={href}
              end={href === '/'}
              class={`${wide ? 'hidden sm:flex' : 'flex'} flex-1 flex-col items-center gap-1 py-2 text-xs font-medium transition-colors -outline-offset-2 lg:flex-row lg:gap-2.5 lg:rounded-md lg:px-2.5 lg:py-1.5 lg:text-sm`}
              activeClass="text-ink lg:bg-line/75"
              inactiveClass="text-ink-3 hover:text-ink lg:text-ink-2 lg:hover:bg-hover"
            >
              <Icon />
              {name}
            </A>
          )}
        </For>
      </nav>
      <button type="button" title="Before you trade (b)" class="before-trade" onClick={openBeforeTrade}>
        <BeforeIcon />
        <span class="max-lg:sr-only">Before you trade</span>
      </button>
      <div class="ml-auto flex items-center gap-1 lg:mt-auto lg:ml-0 lg:flex-col lg:items-stretch lg:gap-2">
        <FeedStateBadge />
        <Account />
      </div>
    </header>
  );
}
