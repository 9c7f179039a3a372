import { Tooltip as Kobalte } from '@kobalte/core/tooltip';
import type { JSX } from 'solid-js';

/** A word that explains itself on hover, focus and tap. */
export function Tooltip(props: { text: string; children: JSX.Element; class?: string }) {
  return (
    <Kobalte openDelay={200} closeDelay={100} gutter={6}>
      <Kobalte.Trigger
        as="button"
        type="button"
        class={`cursor-help rounded-sm decoration-line-strong decoration-dotted underline-offset-4 hover:underline ${props.class ?? ''}`}
        onClick={(event: MouseEvent) => event.stopPropagation()}
      >
        {props.children}
      </Kobalte.Trigger>
      <Kobalte.Portal>
        <Kobalte.Content class="z-50 max-w-64 rounded-md bg-ink px-3 py-2 text-sm text-bg shadow-lg">
          {props.text}
        </Kobalte.Content>
      </Kobalte.Portal>
    </Kobalte>
  );
}
