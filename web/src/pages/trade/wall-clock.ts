/** What the clocks of a time zone show at an instant, as a date-time field has it: YYYY-MM-DDThh:mm. */
export function wallTimeOf(ts: string, timeZone: string): string {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  return format.format(new Date(ts)).replace(' ', 'T');
}

/** The instant at which the clocks of a time zone show that, as ISO; undefined if it is no date and time. */
export function instantOf(wallTime: string, timeZone: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(wallTime)) return undefined;
  const asUtc = Date.parse(`${wallTime}Z`);
  if (Number.isNaN(asUtc)) return undefined;
  const ahead = (time: number) => Date.parse(`${wallTimeOf(new Date(time).toISOString(), timeZone)}Z`) - time;
  // Twice: the first offset is looked up at a guess, which may lie on the other side of a clock change.
  const guess = asUtc - ahead(asUtc);
  return new Date(asUtc - ahead(guess)).toISOString();
}
