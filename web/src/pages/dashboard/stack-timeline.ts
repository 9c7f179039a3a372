import type { Label } from '../../../../contracts/labels.ts';
import type { Stats } from '../../../../contracts/stats.ts';
import { addDays, dayNumber } from '../../format/days.ts';

/** The behaviours as they are stacked: those of one family, which share a hue, lie beside each other. */
export const STACK_ORDER = [
  'DISCIPLINE',
  'FOMO',
  'REVENGE',
  'AVG_DOWN',
  'SIZE_UP',
  'PANIC',
  'HELD_LOSER',
  'EARLY_EXIT',
  'GET_EVEN',
  'OVERTRADING',
  'LATE_NIGHT',
] as const satisfies readonly Label[];

/** More bars than this cannot be told apart on a phone. */
const BARS = 60;
const DAYS_PER_WEEK = 7;

export interface Bar {
  /** First and last day. */
  from: string;
  to: string;
  /** All orders, whatever they are called. */
  orders: number;
  /** In the order of the stack, none empty. */
  parts: { label: Label; orders: number }[];
  /** The height of the stack: an order with two labels is in it twice. */
  height: number;
}

/**
 * Bars of the labels from the first week to the last. Weeks without an order are there, with nothing in them; where there are too many
 * weeks, a bar is several of them.
 */
export function stackTimeline(timeline: Stats['timeline'], labels: readonly Label[]): Bar[] {
  const first = timeline[0]?.week;
  const last = timeline.at(-1)?.week;
  if (first === undefined || last === undefined) return [];
  const weekOf = (day: string) => Math.round((dayNumber(day) - dayNumber(first)) / DAYS_PER_WEEK);
  const weeks = weekOf(last) + 1;
  const perBar = Math.ceil(weeks / BARS);
  return Array.from({ length: Math.ceil(weeks / perBar) }, (_, i) => {
    const from = addDays(first, i * perBar * DAYS_PER_WEEK);
    const inside = timeline.filter(({ week }) => Math.floor(weekOf(week) / perBar) === i);
    const parts = labels
      .map((label) => ({ label, orders: sum(inside.map((week) => ordersOf(week, label))) }))
      .filter((part) => part.orders > 0);
    return {
      from,
      to: addDays(from, perBar * DAYS_PER_WEEK - 1),
      orders: sum(inside.map((week) => week.orders)),
      parts,
      height: sum(parts.map((part) => part.orders)),
    };
  });
}

function ordersOf(week: Stats['timeline'][number], label: Label): number {
  return week.labels.find((row) => row.label === label)?.orders ?? 0;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
