import type { JSX } from 'solid-js';
import { Brand } from '../../shell/brand.tsx';

export function SignInFrame(props: { title: string; lead: string; children: JSX.Element }) {
  return (
    <main class="mx-auto flex min-h-dvh max-w-sm flex-col justify-center px-4 py-12">
      <p class="flex items-center gap-2.5 text-sm font-semibold">
        <Brand />
        AI Trading Twin
      </p>
      <h1 class="mt-8 text-2xl">{props.title}</h1>
      <p class="mt-2 text-ink-2">{props.lead}</p>
      {props.children}
    </main>
  );
}
