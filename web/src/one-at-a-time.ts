/** Does one at a time of what is asked for. What is asked for meanwhile is done once more after it, however often it was. */
export function oneAtATime(act: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let wanted = false;

  async function run(): Promise<void> {
    try {
      while (wanted) {
        wanted = false;
        await act();
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
