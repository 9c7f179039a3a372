import { A } from '@solidjs/router';
import type { JSX } from 'solid-js';
import { Brand } from './brand.tsx';

/** A page that stands without the app around it. */
export function AloneFrame(props: { children: JSX.Element }) {
  return (
    <main class="mx-auto max-w-2xl px-6 py-12 sm:py-20">
      <A href="/" class="mb-10 inline-flex items-center gap-2.5 rounded-md text-sm font-semibold">
        <Brand />
        AI Trading Twin
      </A>
      {props.children}
    </main>
  );
}
