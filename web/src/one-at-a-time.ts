/**
 * Does one at a time of what is asked for. What is asked for meanwhile is done once more after it, however often it was: all are told what the last
 * came to.
 */
export function oneAtATime<T>(act: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  let wanted = false;

  async function run(): Promise<T> {
    try {
      for (;;) {
        wanted = false;
        const outcome = await act();
        if (!wanted) return outcome;
      }
    } finally {
      running = undefined;
    }
  }

  return () => {
    wanted = true;
    running ??= run();
    return running;
  };
}
