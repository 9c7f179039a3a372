import type { Answer } from '../failure.ts';
import { retryDelayMs } from './backoff.ts';
import type { EventsPage } from './catch-up.ts';

export interface HistoryDeps {
  /** The last page of the log before an event; null: before its end. */
  fetchBefore(before: string | null): Promise<Answer<EventsPage>>;
  /** Before which event the log is to be read on; null: nothing more is wanted. */
  readOnBefore(): string | null;
  applyOlder(page: EventsPage): void;
  random(): number;
}

export interface History {
  /** Reads on where it stopped, unless it is reading already. */
  goOn(): void;
  /** What is on its way does not count any more. */
  stop(): void;
}

/** Reads the log backwards beneath what is shown. Nothing waits for it: a page that does not come is asked for again later. */
export function createHistory(deps: HistoryDeps): History {
  let turn = 0;
  let reading = false;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function read(): Promise<void> {
    const mine = turn;
    reading = true;
    clearTimeout(timer);
    for (let before = deps.readOnBefore(); before !== null; before = deps.readOnBefore()) {
      const answer = await deps.fetchBefore(before);
      if (mine !== turn) return;
      if (!answer.ok) {
        timer = setTimeout(read, retryDelayMs(failures, deps.random()));
        failures += 1;
        break;
      }
      failures = 0;
      deps.applyOlder(answer.value);
    }
    reading = false;
  }

  return {
    goOn() {
      if (!reading) void read();
    },
    stop() {
      turn += 1;
      reading = false;
      clearTimeout(timer);
    },
  };
}
