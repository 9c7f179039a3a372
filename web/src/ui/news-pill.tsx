import type { JSX } from 'solid-js';
import { ArrowUpIcon } from './icons.tsx';

/** Stays in sight over a list: what has come in would move its rows, and so waits for a press. */
export function NewsPill(props: { onClick: () => void; children: JSX.Element }) {
  return (
    <div class="pointer-events-none sticky top-15 z-20 flex h-0 justify-center lg:top-4">
      <button
        type="button"
        onClick={props.onClick}
        class="pointer-events-auto flex h-8 items-center gap-2 rounded-full bg-ink pr-4 pl-3 text-sm font-medium text-bg shadow-lg"
      >
        <ArrowUpIcon />
        {props.children}
      </button>
    </div>
  );
}
