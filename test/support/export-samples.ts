import type { FileFormatId } from '../../contracts/imports.ts';
import { ColumnMappingSchema } from '../../contracts/imports.ts';
import type { SaidOfFile } from '../../worker/brokers/files/recognise-file.ts';

/** A few rows of an export as its venue writes them, readable without a rejection. */
export interface ExportSample {
  format: FileFormatId;
  /** Which of the forms that the export has had. */
  form: string;
  said: SaidOfFile;
  header: string[];
  rows: string[][];
  /** Fills and movements in `rows`. */
  readings: number;
  /** Whether the rows have ids of their own. */
  hasIds: boolean;
  /** The column of a quantity, in the last row of which nothing else depends. */
  quantity: string;
}

function sample(
  format: FileFormatId,
  form: string,
  text: string,
  rest: Pick<ExportSample, 'readings' | 'hasIds' | 'quantity'> & { said?: SaidOfFile },
): ExportSample {
  const [header = [], ...rows] = text
    .trim()
    .split('\n')
    .map((line) => line.trim().split('|'));
  return { format, form, header, rows, said: {}, ...rest };
}

export const EXPORT_SAMPLES: readonly ExportSample[] = [
  sample(
    'coinbase-transactions',
    'current',
    `ID|Timestamp|Transaction Type|Asset|Quantity Transacted|Price Currency|Price at Transaction|Subtotal|Total (inclusive of fees and/or spread)|Fees and/or Spread|Notes
    a1|2025-01-13 12:20:53 UTC|Buy|BTC|0.5|EUR|€40,000.00|€20,000.00|€20,150.00|€150.00|Bought 0.5 BTC for €20,150.00 EUR
    a2|2025-01-14 12:20:53 UTC|Convert|ETH|-0.1|EUR|€2400|€240.00|€242.00|€2.00|Converted 0.1 ETH to 250.00 USDC
    a3|2025-01-15 12:20:53 UTC|Send|BTC|-0.1|EUR|€40,000.00|-€4,000.00|-€4,000.00|€0.00|Sent 0.1 BTC to é`,
    { readings: 4, hasIds: true, quantity: 'Quantity Transacted' },
  ),
  sample(
    'coinbase-transactions',
    'oldest',
    `Timestamp|Transaction Type|Asset|Quantity Transacted|Spot Price Currency|Spot Price at Transaction|Subtotal|Total (inclusive of fees)|Fees|Notes
    2021-05-01T10:00:00Z|Buy|LTC|2|EUR|200|400|405.99|5.99|Bought 2 LTC for €405.99 EUR
    2021-05-02T10:00:00Z|Rewards Income|XTZ|0.01|EUR|3|0.03|0.03|0|Received 0.01 XTZ from Coinbase as é`,
    { readings: 2, hasIds: false, quantity: 'Quantity Transacted' },
  ),
  sample(
    'coinbase-fills',
    'with UUIDs',
    `portfolio|trade id|product|side|created at|size|size unit|price|fee|total|price/fee/total unit
    défaut|19fc7eee-f4b4-40a7-8104-033da1db5311|BTC-USD|BUY|2021-05-01T10:00:00.123Z|0.01|BTC|60000.00|3.6|-603.6|USD
    défaut|29fc7eee-f4b4-40a7-8104-033da1db5311|BTC-USD|SELL|2021-05-02T10:00:00.123Z|0.01|BTC|60000.00|3.6|596.4|USD`,
    { readings: 2, hasIds: true, quantity: 'size' },
  ),
  sample(
    'coinbase-account',
    'of Coinbase Pro',
    `portfolio|type|time|amount|balance|amount/balance unit|transfer id|trade id|order id
    défaut|match|2021-03-15T14:22:09.503Z|-142.35|4019.35|USD||112|c3
    défaut|match|2021-03-15T14:22:09.503Z|0.0025|1.0025|BTC||112|c3
    défaut|fee|2021-03-15T14:22:09.503Z|-0.71175|4018.63|USD||112|c3
    défaut|deposit|2021-03-16T14:22:09.503Z|1.5|1.5|BTC|t1||`,
    { readings: 2, hasIds: true, quantity: 'amount' },
  ),
  sample(
    'binance-trades',
    'current',
    `Date(UTC)|Pair|Side|Price|Executed|Amount|Fee
    2021-05-08 12:00:01|DOGEUSDT|BUY|0.6820|500.5DOGE|341.341USDT|0.00042BNB
    2021-05-08 12:00:02|BTCUSDT|SELL|57,000.5|0.02BTC|1,140.01USDT|1.14001USDT`,
    { readings: 2, hasIds: false, quantity: 'Executed' },
  ),
  sample(
    'binance-trades',
    'older',
    `Date(UTC)|Market|Type|Price|Amount|Total|Fee|Fee Coin
    2019-01-02 03:04:05|BTCUSDT|BUY|3800.5|0.1|380.05|0.0001|BTC
    2019-01-02 03:04:06|BNBETH|SELL|0.04|5|0.2|0.0002|ETH`,
    { readings: 2, hasIds: false, quantity: 'Amount' },
  ),
  sample(
    'binance-statement',
    'with accounts',
    `User_ID|UTC_Time|Account|Operation|Coin|Change|Remark
    38|2021-05-08 12:00:01|Spot|Buy|BTC|0.1|
    38|2021-05-08 12:00:01|Spot|Buy|USDT|-5000|
    38|2021-05-08 12:00:01|Spot|Fee|BNB|-0.006|é
    38|2021-05-08 12:00:02|Spot|Deposit|BTC|1|`,
    { readings: 2, hasIds: false, quantity: 'Change' },
  ),
  sample(
    'kraken-trades',
    'with classes',
    `txid|ordertxid|pair|aclass|subclass|time|type|ordertype|price|cost|fee|vol|margin|misc|ledgers
    TZ3V4S|OABCDE|XXBTZUSD|forex|crypto|2021-03-01 12:00:00.1234|buy|limit|48000.0|480.0|1.248|0.01|0.0||L1,L2
    TZ3V4T|OABCDF|XBT/EUR|forex|crypto|2021-03-02 12:00:00.1234|sell|limit|48000.0|480.0|1.248|0.01|0.0|é|L3,L4`,
    { readings: 2, hasIds: true, quantity: 'vol' },
  ),
  sample(
    'kraken-ledger',
    'with wallets',
    `txid|refid|time|type|subtype|aclass|asset|wallet|amount|fee|balance
    L1|TA|2024-03-19 19:43:31|trade||currency|ZEUR|spot / main|-100.0|0.18|900
    L2|TA|2024-03-19 19:43:31|trade||currency|XXBT|spot / main|0.002|0|0.002
    L3|RB|2024-03-20 19:43:31|deposit||currency|ZEUR|é|1000|0|1900`,
    { readings: 2, hasIds: true, quantity: 'amount' },
  ),
  sample(
    'kucoin-trades',
    'by order',
    `tradeCreatedAt|orderId|symbol|side|price|size|funds|fee|liquidity|feeCurrency|orderType
    2021-05-25 08:22:07|60acb2|XLM-USDT|buy|0.4269|10.5|4.48245|0.00448245|taker|USDT|market
    2021-05-25 08:22:08|60acb3|KCS-BTC|sell|0.0003|100|0.03|0.00003|é|BTC|limit`,
    { readings: 2, hasIds: false, quantity: 'size' },
  ),
  sample(
    'bybit-spot',
    'with the account',
    `Uid|Spot Pairs|Order Type|Direction|Filled Value|Filled Price|Filled Quantity|Fees|Transaction ID|Order No.|Timestamp (UTC+0)
    28|BTCUSDT|LIMIT|BUY|4478.0578|97100.0|0.04611800|0.00004611800|2290|1836|2024-12-09 19:48:23
    28|BTCUSDT|é|SELL|4478.0578|97100.0|0.04611800|0.4|2291|1837|2024-12-10 19:48:23`,
    { readings: 2, hasIds: true, quantity: 'Filled Quantity' },
  ),
  sample(
    'generic',
    'mapped',
    `Wann|Märkte|Side|Qty|Price
    2025-01-31 12:00:00|BTC/EUR|buy|0.5|40000
    2025-02-01 12:00:00|BTC/EUR|sell|0.5|41000`,
    {
      readings: 2,
      hasIds: false,
      quantity: 'Qty',
      said: {
        mapping: ColumnMappingSchema.parse({
          columns: { time: 'Wann', symbol: 'märkte', side: 'Side', quantity: 'Qty', price: 'Price' },
        }),
      },
    },
  ),
];

/** Rows as a file, with the cells that need quotes in them. */
export function asCsv(rows: readonly (readonly string[])[], delimiter = ',', lineEnd = '\n'): string {
  const cell = (text: string) => (/[",;\t|\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return rows.map((row) => row.map(cell).join(delimiter) + lineEnd).join('');
}
