import { A } from '@solidjs/router';
import type { JSX } from 'solid-js';

/** The pages about the account itself, and the way from one to the other. */
export function AccountFrame(props: { children: JSX.Element }) {
  return (
    <div class="max-w-4xl">
      <h1 class="text-2xl">Account</h1>
      <nav aria-label="Account" class="mt-4 -ml-3 flex flex-wrap gap-1">
        <Tab href="/account">Security</Tab>
        <Tab href="/account/data">Your data</Tab>
        <Tab href="/privacy">Privacy</Tab>
      </nav>
      {props.children}
    </div>
  );
}

function Tab(props: { href: string; children: JSX.Element }) {
  return (
    <A
      href={props.href}
      end
      class="flex h-8 items-center rounded-md px-3 text-sm transition-colors [@media(pointer:coarse)]:h-11"
      activeClass="bg-hover font-medium text-ink"
      inactiveClass="text-ink-2 hover:bg-hover hover:text-ink"
    >
      {props.children}
    </A>
  );
}
