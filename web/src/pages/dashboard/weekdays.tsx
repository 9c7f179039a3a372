import { For } from 'solid-js';
import type { Stats } from '../../../../contracts/stats.ts';
import { countOf, tellWon } from '../../format/counts.ts';
import { signOf } from '../../format/decimal.ts';
import { formatPnl } from '../../format/money.ts';
import { DivergingBar } from '../../ui/diverging-bar.tsx';
import { Result } from '../../ui/money.tsx';
import { Section } from '../../ui/section.tsx';
import { Cell, Row, Table } from '../../ui/table.tsx';

const NAMES = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

export function Weekdays(props: { stats: Stats }) {
  const rows = () => props.stats.weekdays;
  const most = () => Math.max(0, ...rows().map((row) => Math.abs(Number(row.net))));
  const answer = () => {
    const worst = rows().toSorted((a, b) => Number(a.net) - Number(b.net))[0];
    if (worst === undefined || signOf(worst.net) !== 'loss') return 'No weekday lost money.';
    const name = NAMES[worst.weekday - 1] ?? '';
    return `${name}s cost most: ${formatPnl(worst.net, props.stats.currency)} ${props.stats.currency} over ${countOf(worst.trades, 'trade')}.`;
  };
  return (
    <Section title="By weekday" answer={answer()}>
      <Table
        caption="Net result by weekday"
        columns={[
          { name: 'Weekday' },
          { name: 'Gain or loss', quiet: true },
          { name: 'Won', end: true },
          { name: `Net, ${props.stats.currency}`, end: true },
        ]}
      >
        <For each={rows()}>
          {(row) => (
            <Row name={NAMES[row.weekday - 1]}>
              <Cell class="w-1/3">
                <DivergingBar value={Number(row.net)} most={most()} />
              </Cell>
              <Cell end class="text-ink-2">
                {tellWon(row)}
              </Cell>
              <Cell end>
                <Result value={row.net} currency={props.stats.currency} bare />
              </Cell>
            </Row>
          )}
        </For>
      </Table>
    </Section>
  );
}
