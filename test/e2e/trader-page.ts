import { launchBrowser } from '../../dev/browser.ts';
import { TwinClient } from '../../dev/client.ts';
import { type ProductionStack, startProductionStack } from '../../dev/production-stack.ts';
import { signIn, type Visit } from './signed-in.ts';

export interface TraderPage extends Visit {
  stack: ProductionStack;
  /** The same trader at the API. */
  client: TwinClient;
  email: string;
  /** So many more fills are found by the next import. */
  fillsCome(count: number): Promise<void>;
  stop(): Promise<void>;
}

/** A production stack with a trader in Berlin who has imported so many fills, and their page in a browser. */
export async function startTraderPage(name: string, fills: number): Promise<TraderPage> {
  const [stack, browser] = await Promise.all([startProductionStack(), launchBrowser()]);
  const account = { email: `${name}@example.com`, password: 'correct horse battery staple' };
  stack.simulators.coinbase.control.account(name, fills);
  const client = new TwinClient(stack.origin);
  await client.enter({ ...account, timezone: 'Europe/Berlin' });
  await client.connectCoinbase(name);
  await client.untilScored(await client.importFills());
  return {
    ...{ stack, client, email: account.email },
    ...(await signIn(browser, stack.origin, account)),
    async fillsCome(count) {
      const answer = await fetch(`${stack.simulators.coinbase.apiUrl}/_sim/accounts/${name}/fills`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ count }),
      });
      if (!answer.ok) throw new Error(`The simulator answered ${answer.status}: ${await answer.text()}`);
    },
    async stop() {
      await browser.close();
      await stack.stop();
    },
  };
}
