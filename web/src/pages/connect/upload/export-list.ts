interface Export {
  venue: string;
  name: string;
  where: string;
}

/** Exports that are understood as they come, and where their venues keep them. */
export const EXPORTS: readonly Export[] = [
  {
    venue: 'Coinbase',
    name: 'Transactions',
    where: 'Profile, Statements, Generate custom statement: all assets, all transactions, CSV.',
  },
  {
    venue: 'Coinbase',
    name: 'Fills',
    where: 'Advanced or Exchange, Statements, Generate, Fills: CSV.',
  },
  {
    venue: 'Coinbase',
    name: 'Account',
    where: 'Advanced or Exchange, Statements, Generate, Account: CSV. It has transfers too.',
  },
  {
    venue: 'Binance',
    name: 'Trades',
    where: 'Orders, Spot order, Trade history, Export.',
  },
  {
    venue: 'Binance',
    name: 'Statement',
    where: 'Assets, Transaction history, Export transaction records. It has transfers and rewards too.',
  },
  {
    venue: 'Kraken',
    name: 'Trades',
    where: 'Profile, Documents, New export, Trades: CSV, all fields.',
  },
  {
    venue: 'Kraken',
    name: 'Ledger',
    where: 'Profile, Documents, New export, Ledgers: CSV, all fields. It has transfers and rewards too.',
  },
  {
    venue: 'KuCoin',
    name: 'Trades',
    where: 'Orders, Spot orders, Trade history, Export; or the Download centre.',
  },
  {
    venue: 'Bybit',
    name: 'Spot trades',
    where: 'Orders, Spot order, Trade history, Export.',
  },
];
