import { createSignal } from 'solid-js';

const THEMES = ['system', 'light', 'dark'] as const;
type Theme = (typeof THEMES)[number];

const [theme, setSignal] = createSignal<Theme>(readTheme());

export { theme };

/** `boot.js` applies the stored choice before the first paint; here it is changed. */
export function nextTheme(): void {
  const next = THEMES[(THEMES.indexOf(theme()) + 1) % THEMES.length] ?? 'system';
  const root = document.documentElement;
  if (next === 'system') delete root.dataset.theme;
  else root.dataset.theme = next;
  try {
    localStorage.setItem('theme', next);
  } catch {
    // Storage is refused (private mode): the choice holds for this page.
  }
  setSignal(next);
}

function readTheme(): Theme {
  const set = document.documentElement.dataset.theme;
  return THEMES.find((name) => name === set) ?? 'system';
}
