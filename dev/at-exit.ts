import { constants } from 'node:os';

const SIGNALS = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const;
let answering = false;

/**
 * Has `end` done when this process ends, also by a signal: of one that nobody answers Node ends without a word. It must be done in
 * one go; what came last ends first. Answers how to call it off.
 */
export function atExit(end: () => void): () => void {
  answerSignals();
  process.prependOnceListener('exit', end);
  return () => process.off('exit', end);
}

function answerSignals(): void {
  if (answering) return;
  answering = true;
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      // Whoever else answers it ends the process in their own time.
      if (process.listenerCount(signal) === 1) process.exit(128 + constants.signals[signal]);
    });
  }
}
