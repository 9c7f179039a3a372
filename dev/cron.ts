const MINUTELY = '* * * * *';
const HOURLY = '0 * * * *';
const DAILY = '17 3 * * *';
const WEEKLY = '23 4 * * mon';
const MINUTE_MS = 60_000;

/**
 * Fires the Worker's scheduled handler as Cloudflare would: local cron never does. The first firing comes at once, since a stack
 * that was killed may have left work behind.
 */
export function startCron(origin: string): { stop(): void } {
  let [firedHour, firedDay] = ['', ''];
  const tick = () => {
    void fire(origin, MINUTELY);
    const now = new Date().toISOString();
    const [hour, day] = [now.slice(0, 13), now.slice(0, 10)];
    if (hour !== firedHour) void fireHourly(origin, new Date(`${hour}:00:00Z`));
    firedHour = hour;
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

/** As the cron of that hour. */
export function fireHourly(origin: string, at: Date): Promise<void> {
  return fire(origin, HOURLY, at);
}

async function fire(origin: string, cron: string, at = new Date()): Promise<void> {
  try {
    const query = new URLSearchParams({ cron, time: String(at.getTime()) });
    const answer = await fetch(`${origin}/cdn-cgi/handler/scheduled?${query}`);
    if (!answer.ok) console.error(`The scheduled handler answered ${answer.status} to "${cron}".`);
  } catch (error) {
    console.error(
      `The scheduled handler could not be reached: ${error instanceof Error ? error.message : error}`,
    );
  }
}
