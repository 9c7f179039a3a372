import { type JSX, onMount } from 'solid-js';
import { Brand } from '../../shell/brand.tsx';
import { Example } from './example.tsx';

export function SignInFrame(props: { title: string; lead: string; children: JSX.Element }) {
  let main: HTMLElement | undefined;
  // `autofocus` holds for the first page of a document only: a reader who comes by a link starts here too.
  onMount(() => (main?.querySelector<HTMLElement>('[autofocus]') ?? main)?.focus({ preventScroll: true }));
  return (
    <div class="grid min-h-dvh lg:grid-cols-2">
      <main
        ref={main}
        tabindex="-1"
        class="mx-auto flex w-full max-w-md flex-col justify-center px-6 py-12 outline-none"
      >
        <p class="flex items-center gap-2.5 text-sm font-semibold">
          <Brand />
          AI Trading Twin
        </p>
        <h1 class="mt-8 text-2xl">{props.title}</h1>
        <p class="mt-2 text-ink-2">{props.lead}</p>
        {props.children}
      </main>
      <Example />
    </div>
  );
}
