import { type Accessor, createSignal, onCleanup } from 'solid-js';

/** Whether the screen is wider than a phone's; the breakpoint is Tailwind's `sm`. */
export function useWide(): Accessor<boolean> {
  const query = matchMedia('(min-width: 40rem)');
  const [wide, setWide] = createSignal(query.matches);
  const update = () => setWide(query.matches);
  query.addEventListener('change', update);
  onCleanup(() => query.removeEventListener('change', update));
  return wide;
}
