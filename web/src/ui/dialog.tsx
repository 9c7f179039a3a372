// Not the `Dialog` object: once the alert dialog is loaded, it has put its own content in there.
import * as Kobalte from '@kobalte/core/dialog';
import type { JSX } from 'solid-js';
import { DIALOG_OVERLAY, DIALOG_PANEL, DIALOG_PLACE } from './dialog-look.ts';
import { CrossIcon } from './icons.tsx';
import { returnFocus } from './return-focus.ts';

export function Dialog(props: { open: boolean; title: string; children: JSX.Element; onClose: () => void }) {
  const giveBack = returnFocus(() => props.open);
  return (
    <Kobalte.Root open={props.open} onOpenChange={(open) => !open && props.onClose()}>
      <Kobalte.Portal>
        <Kobalte.Overlay class={DIALOG_OVERLAY} />
        <div class={DIALOG_PLACE}>
          <Kobalte.Content class={DIALOG_PANEL} onCloseAutoFocus={giveBack}>
            <div class="mb-4 flex items-center justify-between">
              <Kobalte.Title class="text-lg font-semibold">{props.title}</Kobalte.Title>
              <Kobalte.CloseButton
                class="-mr-2 rounded-md p-2 text-ink-3 hover:bg-hover hover:text-ink"
                aria-label="Close"
              >
                <CrossIcon />
              </Kobalte.CloseButton>
            </div>
            {props.children}
          </Kobalte.Content>
        </div>
      </Kobalte.Portal>
    </Kobalte.Root>
  );
}
