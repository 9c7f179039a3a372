// Runs before the first paint and before any module: the page's policy allows no inline script.
globalThis.__zod_globalConfig = { jitless: true };
try {
  const theme = localStorage.getItem('theme');
  if (theme === 'dark' || theme === 'light') document.documentElement.dataset.theme = theme;
} catch {
  // Storage is refused (private mode): the system's theme holds.
}
