import { For, Show } from 'solid-js';
import type { DigestPayload } from '../../../../contracts/digests.ts';
import { countOf, tellWon } from '../../format/counts.ts';
import { signOf } from '../../format/decimal.ts';
import { formatPnl } from '../../format/money.ts';
import { formatPlainDay } from '../../format/weeks.ts';
import { DivergingBar } from '../../ui/diverging-bar.tsx';
import { Result } from '../../ui/money.tsx';
import { Section } from '../../ui/section.tsx';
import { Cell, Row, Table } from '../../ui/table.tsx';

/** The days of the week on which something was filled. */
export function DayByDay(props: { week: DigestPayload }) {
  const most = () => Math.max(0, ...props.week.days.map(({ net }) => Math.abs(Number(net))));
  const answer = () => {
    const worst = props.week.days.toSorted((a, b) => Number(a.net) - Number(b.net))[0];
    if (worst === undefined || signOf(worst.net) !== 'loss') return 'No day came out below zero.';
    return `${formatPlainDay(worst.day)} came out lowest: ${formatPnl(worst.net, props.week.currency)} ${props.week.currency} over ${countOf(worst.trades, 'trade')}.`;
  };
  return (
    <Show when={props.week.trades > 0}>
      <Section title="Day by day" answer={answer()}>
        <Table
          caption="Net result of the week by day"
          columns={[
            { name: 'Day' },
            { name: 'Gain or loss', quiet: true },
            { name: 'Won', end: true },
            { name: `Net, ${props.week.currency}`, end: true },
          ]}
        >
          <For each={props.week.days}>
            {(row) => (
              <Row name={formatPlainDay(row.day)}>
                <Cell class="w-1/3">
                  <DivergingBar value={Number(row.net)} most={most()} />
                </Cell>
                <Cell end class="text-ink-2">
                  {tellWon(row)}
                </Cell>
                <Cell end>
                  <Result value={row.net} currency={props.week.currency} bare />
                </Cell>
              </Row>
            )}
          </For>
        </Table>
      </Section>
    </Show>
  );
}
