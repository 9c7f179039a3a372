/** Two candles, one the other's twin. */
export function Brand() {
  return (
    <svg aria-hidden="true" viewBox="0 0 20 20" class="size-5 shrink-0">
      <path d="M6.5 1.5v17M13.5 1.5v17" stroke="var(--ink-3)" stroke-width="1.5" stroke-linecap="round" />
      <rect x="3.5" y="4.5" width="6" height="11" rx="1.5" fill="var(--ink)" />
      <rect x="10.5" y="4.5" width="6" height="11" rx="1.5" fill="var(--discipline-fill)" />
    </svg>
  );
}
