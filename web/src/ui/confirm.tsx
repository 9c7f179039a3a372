import * as AlertDialog from '@kobalte/core/alert-dialog';
import type { JSX } from 'solid-js';
import { Button } from './button.tsx';
import { DIALOG_OVERLAY, DIALOG_PANEL, DIALOG_PLACE } from './dialog-look.ts';
import { returnFocus } from './return-focus.ts';

interface ConfirmProps {
  open: boolean;
  title: string;
  children: JSX.Element;
  confirm: string;
  busy: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks before something that cannot be taken back at once. */
export function Confirm(props: ConfirmProps) {
  const giveBack = returnFocus(() => props.open);
  return (
    <AlertDialog.Root open={props.open} onOpenChange={(open) => !open && props.onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay class={DIALOG_OVERLAY} />
        <div class={DIALOG_PLACE}>
          <AlertDialog.Content class={DIALOG_PANEL} onCloseAutoFocus={giveBack}>
            <AlertDialog.Title class="text-lg font-semibold">{props.title}</AlertDialog.Title>
            <AlertDialog.Description as="div" class="mt-2 text-sm text-ink-2">
              {props.children}
            </AlertDialog.Description>
            <div class="mt-6 flex justify-end gap-2">
              <Button look="ghost" onClick={props.onClose}>
                Cancel
              </Button>
              <Button look="danger" busy={props.busy} onClick={props.onConfirm}>
                {props.confirm}
              </Button>
            </div>
          </AlertDialog.Content>
        </div>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
