export const DIALOG_OVERLAY = 'fixed inset-0 z-40 bg-[oklch(0.1_0.01_265/0.5)]';
export const DIALOG_PLACE = 'fixed inset-0 z-50 flex items-center justify-center p-4';
export const DIALOG_PANEL =
  'max-h-full w-full max-w-md animate-[rise_.15s_ease-out] overflow-auto rounded-lg border border-line bg-surface p-6 shadow-2xl';
