import { Toast as Kobalte, toaster } from '@kobalte/core/toast';
import { Portal } from 'solid-js/web';
import { CrossIcon } from './icons.tsx';

export function showToast(text: string): void {
  toaster.show((toast) => (
    <Kobalte
      toastId={toast.toastId}
      class="flex animate-[rise_.15s_ease-out] items-center gap-3 rounded-md bg-ink py-2 pr-2 pl-4 text-sm text-bg shadow-xl"
    >
      <Kobalte.Title class="flex-1">{text}</Kobalte.Title>
      <Kobalte.CloseButton class="rounded p-1.5 opacity-70 hover:opacity-100" aria-label="Dismiss">
        <CrossIcon />
      </Kobalte.CloseButton>
    </Kobalte>
  ));
}

export default function ToastRegion() {
  return (
    <Portal>
      <Kobalte.Region duration={5_000} limit={3}>
        <Kobalte.List class="fixed right-4 bottom-20 left-4 z-50 flex flex-col gap-2 sm:left-auto sm:w-80 lg:bottom-4" />
      </Kobalte.Region>
    </Portal>
  );
}
