/** Waits for work for so many milliseconds and no longer, and then throws an Error of that message. The work goes on; what comes of it is nobody's. */
export async function inTime<Answer>(work: Promise<Answer>, ms: number, message: string): Promise<Answer> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(message)), ms);
  });
  return Promise.race([work, deadline]).finally(() => clearTimeout(timer));
}
