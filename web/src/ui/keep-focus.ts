import { onCleanup, onMount } from 'solid-js';

/**
 * Where what has the focus is taken out of the page, as a button that goes with what it did, the focus goes to the heading of its section, or to the page: the
 * browser would leave it nowhere, and the next key at the top. Where something else takes the focus by then, it is left there.
 */
export function keepFocus(page: () => HTMLElement | undefined): void {
  let held: { element: Element; path: readonly EventTarget[] } | null = null;

  function focused(event: FocusEvent): void {
    const element = event.target;
    const isInPage = element instanceof Element && page()?.contains(element) === true;
    held = isInPage ? { element, path: event.composedPath() } : null;
  }

  /** Told of what is being taken out too, before it is: only later can the one be told from the other. */
  function blurred(): void {
    setTimeout(() => {
      if (held?.element.isConnected === true && document.activeElement !== held.element) held = null;
    });
  }

  function changed(): void {
    if (held === null || held.element.isConnected) return;
    const { path } = held;
    held = null;
    if (document.activeElement !== document.body) return;
    // A row that was scrolled out of a long list: its reader goes on where the page is.
    if (
      path.some((place) => place instanceof Element && place.isConnected && place.matches('[data-virtual]'))
    )
      return;
    const next = headingOf(path) ?? page();
    next?.focus({ preventScroll: true });
  }

  onMount(() => {
    const main = page();
    if (main === undefined) return;
    const observer = new MutationObserver(changed);
    observer.observe(main, { childList: true, subtree: true });
    document.addEventListener('focusin', focused);
    document.addEventListener('focusout', blurred);
    onCleanup(() => {
      observer.disconnect();
      document.removeEventListener('focusin', focused);
      document.removeEventListener('focusout', blurred);
    });
  });
}

/** What names the innermost section that is still there. */
function headingOf(path: readonly EventTarget[]): HTMLElement | null {
  const section = path.find(
    (place) => place instanceof Element && place.isConnected && place.matches('section[aria-labelledby]'),
  );
  if (!(section instanceof Element)) return null;
  const heading = document.getElementById(section.getAttribute('aria-labelledby') ?? '');
  if (heading !== null && !heading.hasAttribute('tabindex')) heading.tabIndex = -1;
  return heading;
}
