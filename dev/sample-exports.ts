const CSV = 'text/csv';

const HOUR_MS = 3_600_000;
const hoursAgo = (hours: number) => new Date(Date.now() - hours * HOUR_MS).toISOString();

/** As a browser's file field takes it. */
interface SampleFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

function fileOf(name: string, lines: readonly string[]): SampleFile {
  return { name, mimeType: CSV, buffer: Buffer.from(lines.join('\n')) };
}

/** A fills export of Coinbase; its last row cannot be read. */
export const FILLS_EXPORT = fileOf('fills.csv', [
  'portfolio,trade id,product,side,created at,size,size unit,price,fee,total,price/fee/total unit',
  `default,901,BTC-USD,BUY,${hoursAgo(90)},0.01,BTC,60000,3.6,-603.6,USD`,
  `default,902,BTC-USD,SELL,${hoursAgo(60)},0.01,BTC,61000,3.66,606.34,USD`,
  `default,903,ETH-USD,BUY,${hoursAgo(30)},0.5,ETH,3000,9,-1509,USD`,
  `default,904,ETH-USD,HODL,${hoursAgo(20)},0.5,ETH,3000,9,-1509,USD`,
]);

/** Of no venue: two of its columns go by names that tell nothing. Its last row cannot be read. */
export const UNKNOWN_EXPORT = fileOf('my own journal.csv', [
  'When;What;Direction;Menge;Kurs;Note',
  '31.01.2025 10:00:00;BTC-USD;BUY;0,01;60.000,50;first',
  '31.01.2025 12:00:00;BTC-USD;SELL;0,01;61.000,50;out again',
  '01.02.2025 09:30:00;ETH-USD;BUY;0,5;3.000,25;',
  '01.02.2025 09:45:00;ETH-USD;HODL;0,5;3.000,25;',
]);
