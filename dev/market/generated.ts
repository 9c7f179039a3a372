import { type Product, product } from './product.ts';
import { type Random, seededRandom } from './random.ts';
import { type Bar, HOUR_SEC, type HourlySeries } from './series.ts';

/** A block of a week is made at once, from its own seed: any hour of any year without the hours before. */
const BLOCK_HOURS = 168;
const FIRST_START = Date.UTC(2024, 0, 1) / 1000;
const CACHED_BLOCKS = 64;

interface Character {
  product: Product;
  /** The price that the market wanders about, in quote units. */
  level: number;
  /** Standard deviation of an hour's log return in calm times. */
  hourlyVolatility: number;
  hourlyVolume: number;
}

const CHARACTERS: Character[] = [
  { product: product('BTC', 'USD', 2), level: 64_000, hourlyVolatility: 0.0026, hourlyVolume: 420 },
  { product: product('ETH', 'USD', 2), level: 3_150, hourlyVolatility: 0.0032, hourlyVolume: 6_500 },
  { product: product('SOL', 'USD', 2), level: 152, hourlyVolatility: 0.0041, hourlyVolume: 88_000 },
  { product: product('ADA', 'USD', 4), level: 0.47, hourlyVolatility: 0.004, hourlyVolume: 5_400_000 },
  { product: product('DOGE', 'USD', 5), level: 0.148, hourlyVolatility: 0.0047, hourlyVolume: 31_000_000 },
];

/** A made-up market: calm stretches broken by spikes of 9.5 to 20 % within a day and crashes of 7.5 to 20 %. */
export function generatedSeries(seed: string): HourlySeries[] {
  return CHARACTERS.map((character) => {
    const blocks = new Map<number, Bar[]>();
    const block = (index: number) => {
      const known = blocks.get(index);
      if (known) return known;
      if (blocks.size >= CACHED_BLOCKS) blocks.clear();
      const made = makeBlock(character, seed, index);
      blocks.set(index, made);
      return made;
    };
    return {
      product: character.product,
      firstStart: FIRST_START,
      barAt(startSec) {
        const hour = startSec / HOUR_SEC;
        if (startSec < FIRST_START || !Number.isInteger(hour)) return undefined;
        return block(Math.floor(hour / BLOCK_HOURS))[hour % BLOCK_HOURS];
      },
    };
  });
}

function makeBlock(character: Character, seed: string, index: number): Bar[] {
  const { product, level, hourlyVolatility, hourlyVolume } = character;
  const random = seededRandom(`${seed}/${product.id}/${index}`);
  const returns = logReturns(random, hourlyVolatility);
  // The week must end where the next begins: what is missing is spread evenly, and is small beside the noise.
  const from = edge(seed, product.id, index);
  const to = edge(seed, product.id, index + 1);
  const drift = (to - from - returns.reduce((sum, value) => sum + value, 0)) / BLOCK_HOURS;

  const grid = 10 ** product.priceDecimals;
  const onGrid = (price: number) => Math.round(price * grid) / grid;
  let log = from;
  return returns.map((value, i) => {
    const open = onGrid(level * Math.exp(log));
    log += value + drift;
    const close = onGrid(level * Math.exp(log));
    const wick = () => 1 + Math.abs(random.normal()) * hourlyVolatility * 0.6;
    const excitement = 1 + Math.abs(value) / hourlyVolatility;
    return {
      start: (index * BLOCK_HOURS + i) * HOUR_SEC,
      open,
      high: onGrid(Math.max(open, close) * wick()),
      low: onGrid(Math.min(open, close) / wick()),
      close,
      volume: Math.round(hourlyVolume * excitement * Math.exp(random.normal() * 0.35) * 1e4) / 1e4,
    };
  });
}

/** Log distance from the level at the start of a block. */
function edge(seed: string, productId: string, index: number): number {
  return seededRandom(`${seed}/${productId}/edge/${index}`).between(-0.07, 0.07);
}

/** Noise, and in each week one or two events, which the following days take back in part. */
function logReturns(random: Random, volatility: number): number[] {
  const returns = Array.from({ length: BLOCK_HOURS }, () => random.normal() * volatility);
  const events = random.chance(0.7) ? 2 : 1;
  let hour = random.integer(4, 24);
  for (let event = 0; event < events; event++) {
    const up = random.chance(0.55);
    const move = up ? Math.log(1 + random.between(0.095, 0.2)) : Math.log(1 - random.between(0.075, 0.2));
    const lasts = random.integer(4, 14);
    const pause = random.integer(3, 10);
    const backIn = random.integer(30, 48);
    spread(returns, hour, lasts, move, random);
    spread(returns, hour + lasts + pause, backIn, -move * random.between(0.35, 0.85), random);
    hour += lasts + pause + backIn + random.integer(2, 10);
  }
  return returns;
}

function spread(returns: number[], from: number, hours: number, move: number, random: Random): void {
  const weights = Array.from({ length: hours }, () => random.between(0.4, 1.6));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  weights.forEach((weight, i) => {
    const at = Math.min(from + i, returns.length - 1);
    returns[at] = (returns[at] ?? 0) + (move * weight) / sum;
  });
}
