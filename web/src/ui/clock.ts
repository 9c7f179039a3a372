import { createSignal } from 'solid-js';

const TICK_MS = 30_000;
const [now, setNow] = createSignal(Date.now());
setInterval(() => setNow(Date.now()), TICK_MS);

/** The time, as often as a relative time on screen changes. */
export { now };
