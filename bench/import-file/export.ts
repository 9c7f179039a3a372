/** Trades as Binance exports them, a minute apart. Without ids: every row is hashed. */
export function exportOf(rows: number): string {
  const lines = ['Date(UTC),Pair,Side,Price,Executed,Amount,Fee'];
  for (let at = 0; at < rows; at += 1) {
    const time = new Date(Date.UTC(2022, 0, 1) + at * 60_000).toISOString().slice(0, 19).replace('T', ' ');
    const side = at % 2 === 0 ? 'BUY' : 'SELL';
    lines.push(
      `${time},BTCUSDT,${side},${20_000 + (at % 500)}.50,0.00150000BTC,30.75000000USDT,0.03075000USDT`,
    );
  }
  return lines.join('\n');
}
