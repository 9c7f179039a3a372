import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type BinanceSim, startBinanceSim } from './binance/sim.ts';
import { type BreachSim, startBreachSim } from './breach/sim.ts';
import { type CoinbaseSim, startCoinbaseSim } from './coinbase/sim.ts';
import { type MailSim, startMailSim } from './mail/sim.ts';
import { createMarket } from './market/market.ts';
import type { Settings } from './settings.ts';
import { startVendorsSim, type VendorsSim } from './vendors/sim.ts';

export interface Simulators {
  clientId: string;
  clientSecret: string;
  coinbase: CoinbaseSim;
  binance: BinanceSim;
  vendors: VendorsSim;
  breach: BreachSim;
  mail: MailSim;
  stop(): Promise<void>;
}

/**
 * The brokers and the vendors of candles of the local world, over one market: real prices where MARKET_DATA_DIR holds some, a generated market
 * elsewhere; and who is asked for breached passwords, and who delivers mail.
 */
export async function startSimulators({ DATA_DIR, MARKET_DATA_DIR }: Settings): Promise<Simulators> {
  const stateDir = join(DATA_DIR, 'simulators');
  mkdirSync(stateDir, { recursive: true });
  const client = { clientId: 'local-simulator', clientSecret: 'local-simulator-secret' };
  const market = createMarket({ stateDir, ...(MARKET_DATA_DIR && { dataDir: MARKET_DATA_DIR }) });
  const coinbase = await startCoinbaseSim({ ...client, market, stateDir });
  const binance = await startBinanceSim({ market, stateDir });
  const vendors = await startVendorsSim({ market });
  const breach = await startBreachSim();
  const mail = await startMailSim();
  const all = { coinbase, binance, vendors, breach, mail };
  const stop = async () => {
    await Promise.all(Object.values(all).map((one) => one.stop()));
  };
  return { ...client, ...all, stop };
}
