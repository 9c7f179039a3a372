import type { Broker } from '../../contracts/brokers.ts';
import type { Remembered } from '../../contracts/derived.ts';
import type { Matching } from '../../contracts/settings.ts';
import type { LabelVote } from '../bias/feedback.ts';
import type { EnteredCost, Fill, InventoryEvent } from '../ledger/fill.ts';
import type { ProductMarket } from '../market/market-types.ts';
import type { RuleVersion } from '../rules/rule-versions.ts';

/** A fill at one of the trader's brokers. */
export type TraderFill = Fill & {
  broker: Broker;
  /** Of a fill that was scored before and is only booked again: what a later fill's rules want to know of it. */
  remembered: Remembered | null;
};

/** What moved a trader's inventory of an asset at a broker without being a trade; the books decide which product it belongs to. */
export type Movement = Pick<InventoryEvent, 'id' | 'kind' | 'qty' | 'value' | 'ts'> & {
  broker: Broker;
  /** BTC */
  asset: string;
  /** Of the value. */
  valueCurrency: string | null;
};

/** All that a trader's scoring is computed from: the same trader gives the same bytes. */
export type Trader = {
  /** All fills of all brokers and products, in any order: labels look across products. */
  fills: readonly TraderFill[];
  /** In any order. */
  movements: readonly Movement[];
  timezone: string;
  matching: Matching;
  /** By the sale's fill id. */
  enteredCosts: ReadonlyMap<string, EnteredCost>;
  votes: readonly LabelVote[];
  /** What the trader's own rules were from when on, in any order. */
  rules: readonly RuleVersion[];
  /** When the trader started anew, milliseconds UTC. */
  resets: { thresholds: readonly number[]; feedback: readonly number[] };
};

/** The market as far as it is loaded, by product key. */
export type Markets = {
  products: ReadonlyMap<string, ProductMarket>;
  /** Products whose candles could not be reached: what is said of them is provisional. */
  outages: ReadonlySet<string>;
  /** Milliseconds UTC; hindsight that reaches further is not over yet. */
  now: number;
};

/** Products of two brokers are two books. */
export function productKey(broker: Broker, symbol: string): string {
  return `${broker}:${symbol}`;
}
