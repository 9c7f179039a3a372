import type { JSX } from 'solid-js';
import { Brand } from './brand.tsx';

/** The page while it is not known who is there. */
export function Waiting(props: { children: JSX.Element }) {
  return (
    <main class="mx-auto max-w-lg px-6 py-24">
      <h1 class="mb-8 flex items-center gap-2.5 text-sm">
        <Brand />
        AI Trading Twin
      </h1>
      {props.children}
    </main>
  );
}
