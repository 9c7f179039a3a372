import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { brokerVars } from '../../dev/broker-vars.ts';
import type { Account } from '../../dev/coinbase/accounts.ts';
import { CROWD } from '../../dev/crowd.ts';
import type { Random } from '../../dev/market/random.ts';
import { type RunningNeonProxy, startNeonProxy } from '../../dev/neon-proxy.ts';
import { chooseFreePort } from '../../dev/postgres/port.ts';
import { makeScratchDir, type ScratchDir } from '../../dev/scratch-dir.ts';
import { secretsOf } from '../../dev/secrets.ts';
import { readSettings } from '../../dev/settings.ts';
import { type Simulators, startSimulators } from '../../dev/simulators.ts';
import { limitVars } from '../../dev/stack.ts';
import { Database } from './database.ts';
import { DatabaseEdge } from './database-edge.ts';
import { STORES_PAGE } from './statements.ts';
import { signUpTrader, type Trader } from './trader.ts';
import { WorkerProcess } from './worker-process.ts';

const DAY_MS = 86_400_000;
const CountSchema = z.object({ count: z.coerce.number() });
const NameSchema = z.object({ name: z.string() });

/** Everything around the product, each part of it in the hands of the harness, and the product itself as a process. */
export class World {
  readonly database: Database;
  readonly edge: DatabaseEdge;
  readonly broker: Simulators['coinbase'];
  readonly binance: Simulators['binance'];
  readonly worker: WorkerProcess;
  /** Imports read from here on, all of them the same, so that what two users import of one account is equal. */
  readonly since = new Date(Date.now() - 40 * DAY_MS);
  traders: Trader[] = [];
  random: Random;
  readonly #simulators: Simulators;
  readonly #proxy: RunningNeonProxy;
  readonly #scratch: ScratchDir;
  #runs = 0;
  #accounts = 0;
  #cron = { isOn: false };
  #undoings: (() => unknown)[] = [];

  private constructor(parts: {
    database: Database;
    edge: DatabaseEdge;
    simulators: Simulators;
    proxy: RunningNeonProxy;
    worker: WorkerProcess;
    scratch: ScratchDir;
    random: Random;
  }) {
    this.database = parts.database;
    this.edge = parts.edge;
    this.broker = parts.simulators.coinbase;
    this.binance = parts.simulators.binance;
    this.worker = parts.worker;
    this.#simulators = parts.simulators;
    this.#proxy = parts.proxy;
    this.#scratch = parts.scratch;
    this.random = parts.random;
  }

  static async start(random: Random): Promise<World> {
    const scratch = makeScratchDir();
    const dataDir = scratch.path;
    const database = await Database.start(dataDir);
    const proxy = await startNeonProxy({ databaseUrl: database.url });
    const edge = await DatabaseEdge.start(proxy.host);
    const settings = readSettings({ ...CROWD, DATA_DIR: dataDir });
    const simulators = await startSimulators(settings);
    const worker = new WorkerProcess({
      port: await chooseFreePort(),
      vars: {
        ...secretsOf(dataDir),
        DATABASE_URL: database.url,
        NEON_PROXY: edge.host,
        ...brokerVars(settings, simulators),
        ...limitVars(settings),
      },
    });
    return new World({ database, edge, simulators, proxy, worker, scratch, random });
  }

  /** An empty database, an empty disk of the Worker, and nothing that goes wrong: no scenario meets what another left. */
  async reset(random: Random): Promise<void> {
    await this.leave();
    this.random = random;
    const tables = await this.database.rows(
      NameSchema,
      `select quote_ident(relname) as name from pg_class
       where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition`,
    );
    await this.database.run(`truncate ${tables.map(({ name }) => name).join(', ')} cascade`);
    this.#runs += 1;
    await this.worker.start(join(this.#scratch.path, `worker-${this.#runs}`));
    this.startCron();
  }

  /** Has something undone when the scenario is over, however it ended. It is harmless where the scenario has done so itself. */
  undoLater(undo: () => unknown): void {
    this.#undoings.push(undo);
  }

  /** Ends what a scenario began, and heals what it broke. */
  async leave(): Promise<void> {
    for (const { recorder } of this.traders) recorder.stop();
    this.traders = [];
    this.stopCron();
    await this.worker.kill();
    this.edge.clear();
    this.broker.control.faults.clear();
    this.binance.control.faults.clear();
    this.broker.control.rateLimit.set(undefined);
    this.database.resume();
    await this.database.restart();
    for (const undo of this.#undoings.splice(0).reverse()) await undo();
  }

  async stop(): Promise<void> {
    await this.leave();
    await this.edge.stop();
    await this.#proxy.stop();
    await this.#simulators.stop();
    await this.database.stop();
    this.#scratch.remove();
  }

  /** A new account at the broker. */
  account(fills: number): Account {
    this.#accounts += 1;
    return this.broker.control.account(`faults-${this.#runs}-${this.#accounts}`, fills);
  }

  /** A user who has connected an account, and reads the feed. */
  async trader(account: Account): Promise<Trader> {
    const trader = await signUpTrader(this.worker.origin, account);
    this.traders.push(trader);
    return trader;
  }

  /** Fires the sweep every `everyMs` in place of each minute, so that scenarios stay short. */
  startCron(everyMs = 2_000): void {
    this.stopCron();
    const mine = { isOn: true };
    this.#cron = mine;
    const loop = async () => {
      while (mine.isOn) {
        if (this.worker.isRunning) await this.worker.fireCron();
        await sleep(everyMs);
      }
    };
    void loop();
  }

  stopCron(): void {
    this.#cron.isOn = false;
  }

  /** Kills the worker of an import that is under way, when a page of it is stored and nobody was told. It is down then. */
  async killInImport(): Promise<void> {
    const page = this.edge.hold(STORES_PAGE, 'after');
    await page.caught();
    await this.worker.kill();
    page.reset();
  }

  /** As an operator could: the leases of killed workers end now, and not when their 30 s are over. */
  async ageJobs(): Promise<void> {
    await this.database.run(
      `update job set lease_until = now(), updated_at = now() - interval '1 minute', woken_at = null, wakes = 0
       where status = 'running' or (status = 'queued' and lease_until is null)`,
    );
  }

  async #ageAbandoned(): Promise<void> {
    await this.database.run(
      `update job set updated_at = now() - interval '1 minute', woken_at = null, wakes = 0
       where status in ('queued', 'running') and (lease_until is null or lease_until < now())`,
    );
  }

  /** Every connection is due at once until its history is complete; the sweeps do the rest. false: not within the time. */
  async readWholeHistory(withinMs: number): Promise<boolean> {
    const began = Date.now();
    for (;;) {
      const open = await this.database.rows(
        CountSchema,
        `with due as (
           update broker_connection set next_sync_at = now() where status = 'active' and not history_complete and history_since > '2012-01-02' returning id)
         select count(*) from due`,
      );
      if (open[0]?.count === 0) return true;
      if (Date.now() - began > withinMs) return false;
      await this.worker.fireCron();
      await this.settle(withinMs);
    }
  }

  /** Jobs that have not ended, of all users. */
  async activeJobs(): Promise<number> {
    const [row] = await this.database.rows(
      CountSchema,
      `select count(*) from job where status in ('queued', 'running')`,
    );
    return row?.count ?? 0;
  }

  /**
   * Waits until no job is under way and every event was handed over. Answers the seconds it took, or null after the time.
   * `ageing`: a job without a lease in force need not be left alone for 30 s first.
   */
  async settle(withinMs: number, { ageing = false } = {}): Promise<number | null> {
    const began = Date.now();
    let restful = 0;
    while (Date.now() - began < withinMs) {
      const [left] = await this.database.rows(
        CountSchema,
        `select (select count(*) from job where status in ('queued', 'running'))
              + (select count(*) from event_outbox where delivered_at is null) as count`,
      );
      restful = left?.count === 0 ? restful + 1 : 0;
      // An import that has just ended asks for its scoring before it ends; a sweep may ask for one after.
      if (restful === 3) return (Date.now() - began) / 1_000;
      if (ageing) await this.#ageAbandoned();
      await sleep(150);
    }
    return null;
  }
}
