const WINDOW_DAYS = 30;
/** A rate from fewer days is no habit yet. */
const FEWEST_DAYS = 14;
/** From one order or none every day with an order would be one too many. */
const FEWEST_ORDERS = 2;

export type DayCounts = {
  /** Orders of this day so far. */
  on(day: number): number;
  /** Mean orders per day of the 30 days before (of those since the first order, if fewer); null before the 15th day, or of too few. */
  usualBefore(day: number): number | null;
  add(day: number): void;
};

/** Counts orders per local day; days are day numbers, and may fall back by one where clocks go back over midnight. */
export function openDayCounts(): DayCounts {
  /** Days with an order, oldest first. */
  const days: { day: number; orders: number }[] = [];
  let firstDay: number | null = null;

  return {
    on: (day) => days.findLast((one) => one.day === day)?.orders ?? 0,
    usualBefore(day) {
      if (firstDay === null || day - firstDay < FEWEST_DAYS) return null;
      const length = Math.min(WINDOW_DAYS, day - firstDay);
      let orders = 0;
      for (const one of days) if (one.day >= day - length && one.day < day) orders += one.orders;
      return orders < FEWEST_ORDERS ? null : orders / length;
    },
    add(day) {
      firstDay ??= day;
      const counted = days.findLast((one) => one.day === day);
      if (counted === undefined) days.push({ day, orders: 1 });
      else counted.orders += 1;
      while ((days[0]?.day ?? day) < day - WINDOW_DAYS) days.shift();
    },
  };
}
