const MINUTELY = '* * * * *';
const DAILY = '17 3 * * *';
const WEEKLY = '23 4 * * 1';
const MINUTE_MS = 60_000;

/**
 * Fires the Worker's scheduled handler as Cloudflare would: local cron never does. The first firing comes at once, since a stack
 * that was killed may have left work behind.
 */
export function startCron(origin: string): { stop(): void } {
  let firedDay = '';
  const tick = () => {
    void fire(origin, MINUTELY);
    const day = new Date().toISOString().slice(0, 10);
    if (day === firedDay) return;
    firedDay = day;
    void fire(origin, DAILY);
    // A stack that is started now and then would hardly ever run on a Monday.
    void fire(origin, WEEKLY);
  };
  tick();
  const timer = setInterval(tick, MINUTE_MS);
  return { stop: () => clearInterval(timer) };
}

async function fire(origin: string, cron: string): Promise<void> {
  try {
    const answer = await fetch(`${origin}/cdn-cgi/handler/scheduled?cron=${encodeURIComponent(cron)}`);
    if (!answer.ok) console.error(`The scheduled handler answered ${answer.status} to "${cron}".`);
  } catch (error) {
    console.error(
      `The scheduled handler could not be reached: ${error instanceof Error ? error.message : error}`,
    );
  }
}
