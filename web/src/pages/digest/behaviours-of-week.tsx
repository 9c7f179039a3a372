import { A } from '@solidjs/router';
import { For, Show } from 'solid-js';
import type { DigestPayload } from '../../../../contracts/digests.ts';
import { countOf, tellWon } from '../../format/counts.ts';
import { formatCount } from '../../format/decimal.ts';
import { isBehaviour, LABEL_TEXT } from '../../format/labels.ts';
import { tradesPath } from '../../trades-path.ts';
import { LABEL_FILL } from '../../ui/label-chip.tsx';
import { Result } from '../../ui/money.tsx';
import { Section } from '../../ui/section.tsx';
import { Cell, Row, Table } from '../../ui/table.tsx';
import { daysOfWeek } from './days-of-week.ts';

/** What the week's orders were called, and what came of them. */
export function BehavioursOfWeek(props: { week: DigestPayload }) {
  const rows = () =>
    props.week.labels.toSorted(
      (a, b) => Number(isBehaviour(b.label)) - Number(isBehaviour(a.label)) || b.orders - a.orders,
    );
  const answer = () => {
    const [most] = rows();
    if (most === undefined || !isBehaviour(most.label)) return 'No order showed a pattern.';
    return `Most often: ${LABEL_TEXT[most.label].name}, in ${formatCount(most.orders)} of ${countOf(props.week.orders, 'order')}.`;
  };
  return (
    <Section title="How you traded" answer={answer()}>
      <Table
        caption="Orders of the week by label"
        columns={[
          { name: 'Label' },
          { name: 'Orders', end: true },
          { name: 'Won', end: true },
          { name: `Net, ${props.week.currency}`, end: true },
        ]}
      >
        <For each={rows()}>
          {(row) => (
            <Row
              name={
                <A
                  href={tradesPath({ label: row.label, ...daysOfWeek(props.week) })}
                  class="inline-flex items-center gap-2 hover:underline hover:underline-offset-4"
                  title={LABEL_TEXT[row.label].meaning}
                >
                  <span aria-hidden="true" class={`size-3 shrink-0 rounded-sm ${LABEL_FILL[row.label]}`} />
                  {LABEL_TEXT[row.label].name}
                </A>
              }
            >
              <Cell end>{formatCount(row.orders)}</Cell>
              <Cell end class="text-ink-2">
                {tellWon(row)}
              </Cell>
              <Cell end>
                <Show when={row.trades > 0} fallback={<span class="text-ink-3">none yet</span>}>
                  <Result value={row.net} currency={props.week.currency} bare />
                </Show>
              </Cell>
            </Row>
          )}
        </For>
      </Table>
      <p class="mt-3 max-w-2xl text-sm text-ink-3">
        A sale counts with its result, a buy with what its lots had brought by then. A buy and its sale in two
        rows both carry the result, in one row it counts once: rows do not add up to the week. An order with
        two labels is in both rows. What goes together is not what causes it.
      </p>
    </Section>
  );
}
