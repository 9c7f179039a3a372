import type { JSX } from 'solid-js';
import { ChevronIcon } from './icons.tsx';

interface DisclosureProps {
  summary: JSX.Element;
  children: JSX.Element;
  open?: boolean;
  onToggle?: (open: boolean) => void;
}

/** What a trader may want to know, and need not see. */
export function Disclosure(props: DisclosureProps) {
  return (
    <details
      class="group mt-3 text-sm"
      open={props.open ?? false}
      onToggle={(event) => props.onToggle?.(event.currentTarget.open)}
    >
      <summary class="-ml-1 flex w-fit list-none items-start gap-1 rounded py-1 pr-2 font-medium text-ink-2 hover:text-ink [@media(pointer:coarse)]:py-3">
        <ChevronIcon class="mt-0.5 -rotate-90 transition-transform group-open:rotate-0" />
        {props.summary}
      </summary>
      <div class="mt-1.5 flex flex-col gap-3 text-ink-2">{props.children}</div>
    </details>
  );
}
