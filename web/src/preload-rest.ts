const REST = [
  () => import('./pages/coach/coach.tsx'),
  () => import('./pages/coach/patterns.tsx'),
  () => import('./pages/dashboard/dashboard.tsx'),
  () => import('./pages/insights/insights.tsx'),
  () => import('./pages/digest/digest.tsx'),
  () => import('./pages/trades/trades.tsx'),
  () => import('./pages/trade/trade.tsx'),
  () => import('./pages/rules/rules.tsx'),
  () => import('./pages/connect/connect.tsx'),
  () => import('./pages/settings/settings.tsx'),
  () => import('./pages/account/account.tsx'),
  () => import('./pages/account/your-data.tsx'),
  () => import('./pages/privacy/privacy.tsx'),
  () => import('./before-trade/before-trade.tsx'),
  () => import('./shell/shortcut-dialog.tsx'),
  () => import('./ui/toast.tsx'),
];

const PATIENCE_MS = 3_000;

/** Fetches the code of the other pages while the browser is idle, so that moving through the app needs no network. */
export async function preloadRest(): Promise<void> {
  for (const load of REST) {
    await idle();
    // Nothing is lost: who goes there asks again.
    await load().catch(() => undefined);
  }
}

/** Safari has no idle callback. */
function idle(): Promise<unknown> {
  return new Promise((resolve) => {
    if ('requestIdleCallback' in window) requestIdleCallback(resolve, { timeout: PATIENCE_MS });
    else setTimeout(resolve, 200);
  });
}
