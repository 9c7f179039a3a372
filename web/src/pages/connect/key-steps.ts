import type { Broker } from '../../../../contracts/brokers.ts';

export interface KeyGuide {
  steps: readonly [string, string, string];
  keyLabel: string;
  secretLabel: string;
}

const COINBASE: KeyGuide = {
  steps: [
    'Open portal.cdp.coinbase.com, API keys, Secret API keys, and press Create API key.',
    'Under API restrictions leave View ticked, and neither Trade nor Transfer.',
    'Press Create & download, and paste what the file holds, or its name and private key, below.',
  ],
  keyLabel: 'API key name',
  secretLabel: 'Private key',
};

const BINANCE: KeyGuide = {
  steps: [
    'Open binance.com, Profile, API management, and press Create API: System generated.',
    'Leave Enable reading ticked, and nothing else.',
    'Copy the API key and the secret key, which Binance shows only once, and paste them below.',
  ],
  keyLabel: 'API key',
  secretLabel: 'Secret key',
};

/** How a key that can only view is made at a broker, in three steps. */
export function keyGuide(broker: Broker, name: string): KeyGuide {
  if (broker === 'coinbase') return COINBASE;
  if (broker === 'binance') return BINANCE;
  return {
    steps: [
      `Open the page for API keys at ${name}, and make a new one.`,
      'Allow it to view or read, and nothing else.',
      'Copy the key and its secret, and paste them below.',
    ],
    keyLabel: 'API key',
    secretLabel: 'Secret',
  };
}
