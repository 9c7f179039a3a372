import { A } from '@solidjs/router';
import { createSignal, For, Show } from 'solid-js';
import type { Stats } from '../../../../contracts/stats.ts';
import { tellWon } from '../../format/counts.ts';
import { formatCount, signOf } from '../../format/decimal.ts';
import { formatMoney, formatPnl } from '../../format/money.ts';
import { periodOf, tradesPath } from '../../trades-path.ts';
import { Button } from '../../ui/button.tsx';
import { Result } from '../../ui/money.tsx';
import { Section } from '../../ui/section.tsx';
import { Cell, Row, Table } from '../../ui/table.tsx';

const SHOWN_AT_FIRST = 8;
const WIDE = 'hidden md:table-cell';

export function Products(props: { stats: Stats }) {
  const [all, setAll] = createSignal(false);
  const sorted = () =>
    props.stats.products.toSorted((a, b) => Math.abs(Number(b.net)) - Math.abs(Number(a.net)));
  const rows = () => (all() ? sorted() : sorted().slice(0, SHOWN_AT_FIRST));
  const answer = () => {
    const [best, worst] = [Math.max, Math.min].map((pick) => {
      const net = pick(...sorted().map((row) => Number(row.net)));
      return sorted().find((row) => Number(row.net) === net);
    });
    const tell = (word: string, row: Stats['products'][number] | undefined, sign: string) =>
      row === undefined || signOf(row.net) !== sign
        ? []
        : [
            `${row.symbol} ${word} most (${formatPnl(row.net, props.stats.currency)} ${props.stats.currency})`,
          ];
    const told = [...tell('brought', best, 'gain'), ...tell('cost', worst, 'loss')].join(', ');
    return told === '' ? 'No product made a difference.' : `${told}.`;
  };
  return (
    <Section title="By product" answer={answer()}>
      <Table
        caption="Net result by product"
        columns={[
          { name: 'Product' },
          { name: 'Fills', end: true, from: WIDE },
          { name: 'Won', end: true },
          { name: 'Gross', end: true, from: WIDE },
          { name: 'Fees', end: true, from: WIDE },
          { name: `Net, ${props.stats.currency}`, end: true },
        ]}
      >
        {/* By name, so that a refresh leaves the links, and the focus on one of them, alone. */}
        <For each={rows().map((row) => row.symbol)}>
          {(symbol) => (
            <Show when={rows().find((row) => row.symbol === symbol)}>
              {(row) => (
                <Row
                  name={
                    <A
                      href={tradesPath({ symbol: row().symbol, ...periodOf(props.stats) })}
                      class="hover:underline hover:underline-offset-4"
                    >
                      <bdi class="inline-block max-w-40 truncate align-bottom">{row().symbol}</bdi>
                    </A>
                  }
                >
                  <Cell end from={WIDE} class="text-ink-2">
                    {formatCount(row().fills)}
                  </Cell>
                  <Cell end class="text-ink-2">
                    {tellWon(row())}
                  </Cell>
                  <Cell end from={WIDE} class="text-ink-2">
                    {formatPnl(row().gross, props.stats.currency)}
                  </Cell>
                  <Cell end from={WIDE} class="text-ink-2">
                    {formatMoney(row().fees, props.stats.currency)}
                  </Cell>
                  <Cell end>
                    <Result value={row().net} currency={props.stats.currency} bare />
                  </Cell>
                </Row>
              )}
            </Show>
          )}
        </For>
      </Table>
      <Show when={!all() && sorted().length > SHOWN_AT_FIRST}>
        <div class="mt-3">
          <Button look="ghost" onClick={() => setAll(true)}>
            Show all {formatCount(sorted().length)}
          </Button>
        </div>
      </Show>
    </Section>
  );
}
