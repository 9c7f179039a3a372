import { A } from '@solidjs/router';
import { For, Show } from 'solid-js';
import type { Stats } from '../../../../contracts/stats.ts';
import { countOf, tellWon } from '../../format/counts.ts';
import { formatCount } from '../../format/decimal.ts';
import { isBehaviour, LABEL_TEXT } from '../../format/labels.ts';
import { periodOf, tradesPath } from '../../trades-path.ts';
import { LABEL_FILL } from '../../ui/label-chip.tsx';
import { Result } from '../../ui/money.tsx';
import { Section } from '../../ui/section.tsx';
import { Cell, Row, Table } from '../../ui/table.tsx';
import { Timeline } from './timeline.tsx';

/** What the orders were called: over time, and what came of them. */
export function Behaviours(props: { stats: Stats }) {
  const rows = () =>
    props.stats.labels
      .filter((row) => row.orders > 0)
      .toSorted((a, b) => Number(isBehaviour(b.label)) - Number(isBehaviour(a.label)) || b.orders - a.orders);
  const answer = () => {
    const [most] = rows();
    if (most === undefined || !isBehaviour(most.label)) return 'No order showed a pattern.';
    return `What you did most often: ${LABEL_TEXT[most.label].name}, in ${formatCount(most.orders)} of ${countOf(props.stats.orders, 'order')}.`;
  };
  return (
    <Section title="How you traded" answer={answer()}>
      <Show when={rows().some((row) => isBehaviour(row.label))}>
        <Timeline timeline={props.stats.timeline} />
      </Show>
      <Table
        caption="Orders by label"
        columns={[
          { name: 'Label' },
          { name: 'Orders', end: true },
          { name: 'With a result', end: true, from: 'hidden sm:table-cell' },
          { name: 'Won', end: true },
          { name: `Net, ${props.stats.currency}`, end: true },
        ]}
      >
        {/* By name, so that a refresh leaves the links, and the focus on one of them, alone. */}
        <For each={rows().map((row) => row.label)}>
          {(label) => (
            <Show when={rows().find((row) => row.label === label)}>
              {(row) => (
                <Row
                  name={
                    <A
                      href={tradesPath({ label: row().label, ...periodOf(props.stats) })}
                      class="inline-flex items-center gap-2 hover:underline hover:underline-offset-4"
                      title={LABEL_TEXT[row().label].meaning}
                    >
                      <span
                        aria-hidden="true"
                        class={`size-3 shrink-0 rounded-sm ${LABEL_FILL[row().label]}`}
                      />
                      {LABEL_TEXT[row().label].name}
                    </A>
                  }
                >
                  <Cell end>{formatCount(row().orders)}</Cell>
                  <Cell end from="hidden sm:table-cell" class="text-ink-2">
                    {formatCount(row().trades)}
                  </Cell>
                  <Cell end class="text-ink-2">
                    {tellWon(row())}
                  </Cell>
                  <Cell end>
                    <Show when={row().trades > 0} fallback={<span class="text-ink-3">none yet</span>}>
                      <Result value={row().net} currency={props.stats.currency} bare />
                    </Show>
                  </Cell>
                </Row>
              )}
            </Show>
          )}
        </For>
      </Table>
      <p class="mt-3 max-w-2xl text-sm text-ink-3">
        A sale counts with its result, a buy with what its lots have brought so far; where both have the
        label, it is counted once. An order with two labels is in both rows. What goes together is not what
        causes it.
      </p>
    </Section>
  );
}
