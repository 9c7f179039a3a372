import { For } from 'solid-js';
import type { DigestPayload } from '../../../../contracts/digests.ts';
import { tellWon } from '../../format/counts.ts';
import { formatCount } from '../../format/decimal.ts';
import { Result } from '../../ui/money.tsx';
import { Section } from '../../ui/section.tsx';
import { Cell, Row, Table } from '../../ui/table.tsx';

export function ProductsOfWeek(props: { week: DigestPayload }) {
  const rows = () =>
    props.week.products.toSorted((a, b) => Math.abs(Number(b.net)) - Math.abs(Number(a.net)));
  return (
    <Section title="By product">
      <Table
        caption="Net result of the week by product"
        columns={[
          { name: 'Product' },
          { name: 'Fills', end: true },
          { name: 'Won', end: true },
          { name: `Net, ${props.week.currency}`, end: true },
        ]}
      >
        <For each={rows()}>
          {(row) => (
            <Row name={row.symbol}>
              <Cell end>{formatCount(row.fills)}</Cell>
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
  );
}
