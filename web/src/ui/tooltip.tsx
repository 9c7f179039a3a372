import { Tooltip as Kobalte } from '@kobalte/core/tooltip';
import { createSignal, type JSX } from 'solid-js';

/** A word that explains itself on hover, focus and tap. */
export function Tooltip(props: { text: string; children: JSX.Element; class?: string }) {
  const [open, setOpen] = createSignal(false);
  return (
    <Kobalte open={open()} onOpenChange={setOpen} openDelay={200} closeDelay={100} gutter={6}>
      <Kobalte.Trigger
        as="button"
        type="button"
        class={`cursor-help rounded-sm decoration-line-strong decoration-dotted underline-offset-4 hover:underline ${props.class ?? ''}`}
        onClick={(event: MouseEvent) => {
          event.stopPropagation();
          // A tap neither hovers nor focuses, and Kobalte closes on every click: open after it has.
          setTimeout(() => setOpen(true));
        }}
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
