import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Database } from './database.ts';
import type { Trader } from './trader.ts';

const EVERY_MS = 25;
const GIVE_UP_MS = 5_000;
const RiskSchema = z.object({ risk: z.coerce.number() });

/** A user who writes one number after the other: of those that were acknowledged none may be undone. */
export class AcknowledgedWrites {
  acknowledged = 0;
  refused = 0;
  readonly #trader: Trader;
  #running = true;
  readonly #ended: Promise<void>;

  constructor(trader: Trader) {
    this.#trader = trader;
    this.#ended = this.#write();
  }

  async stop(): Promise<void> {
    this.#running = false;
    await this.#ended;
  }

  /** What stands in the database is the last that was acknowledged, or one that was sent after it and not answered. */
  async lost(database: Database): Promise<string[]> {
    const [row] = await database.rows(RiskSchema, 'select risk_per_trade as risk from "user" where id = $1', [
      this.#trader.userId,
    ]);
    const stored = row?.risk ?? 0;
    return stored >= this.acknowledged
      ? []
      : [`${this.acknowledged} was acknowledged, and ${stored} is stored`];
  }

  async #write(): Promise<void> {
    for (let value = 1; this.#running; value += 1) {
      const settings = { timezone: 'UTC', matching: 'fifo', riskPerTrade: String(value) };
      const answer = await Promise.race([
        this.#trader.client.send('PUT', '/api/account/settings', JSON.stringify(settings)).catch(() => null),
        sleep(GIVE_UP_MS, null),
      ]);
      if (answer?.ok) this.acknowledged = value;
      else this.refused += 1;
      await answer?.arrayBuffer().catch(() => undefined);
      await sleep(EVERY_MS);
    }
  }
}
