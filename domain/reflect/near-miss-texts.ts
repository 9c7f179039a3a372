import type { NearMiss } from './near-miss.ts';

type NearTelling = (symbol: string, near: NearMiss) => string;
type NearTexts = {
  happened: readonly [NearTelling, ...NearTelling[]];
  habits: readonly [string, ...string[]];
};

export const NEAR_FOMO: NearTexts = {
  happened: [
    (_, { there, missing }) => `Two of the three signs of FOMO were there: ${there}; ${missing}.`,
    (symbol, { there, missing }) =>
      `You bought ${symbol} with two of the three signs of FOMO: ${there}; ${missing}.`,
    (symbol, { there, missing }) =>
      `This buy of ${symbol} came one sign short of FOMO: ${there}; ${missing}.`,
    (symbol, { there, missing }) =>
      `In this buy of ${symbol}, ${missing}; the other two signs of FOMO were there: ${there}.`,
  ],
  habits: [
    'Next time a price runs, write down your exit before you buy.',
    'Next time, note in one line why you buy now and not later.',
    'Next time a price runs, let an hourly candle close before you buy.',
    'Next time, compare the price with the entry you had planned.',
    'Next time, name the price that would be too late for you.',
    'Next time, decide what the trade may cost you before you buy.',
  ],
};

export const NEAR_PANIC: NearTexts = {
  happened: [
    (_, { there, missing }) => `Two of the three signs of panic were there: ${there}; ${missing}.`,
    (symbol, { there, missing }) =>
      `You sold ${symbol} with two of the three signs of panic: ${there}; ${missing}.`,
    (symbol, { there, missing }) =>
      `This sale of ${symbol} came one sign short of panic: ${there}; ${missing}.`,
    (symbol, { there, missing }) =>
      `In this sale of ${symbol}, ${missing}; the other two signs of panic were there: ${there}.`,
  ],
  habits: [
    'Next time, write your exit down when you buy.',
    'Next time, reread why you bought before you sell.',
    'Next time, hold the sale against the exit you planned.',
    'Next time, note in one line if the exit was planned.',
    'Next time a price drops, read your exit note first.',
    'Next time, note what would make you stay before you sell.',
  ],
};
