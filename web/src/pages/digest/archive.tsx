import { A } from '@solidjs/router';
import { For, Show } from 'solid-js';
import { formatCount } from '../../format/decimal.ts';
import { formatWeek } from '../../format/weeks.ts';
import { Button } from '../../ui/button.tsx';
import { FailureNotice } from '../../ui/notice.tsx';
import { Result } from '../dashboard/money.tsx';
import { Section } from '../dashboard/section.tsx';
import { Cell, Row, Table } from '../dashboard/table.tsx';
import type { Archived } from './use-archive.ts';

/** All weeks that there are, the newest first. Not on paper. */
export function Archive(props: { archive: Archived; shown: string | undefined }) {
  return (
    <div class="mt-14 print:hidden">
      <Show when={props.archive.problem()}>
        {(why) => <FailureNotice problem={why()} onRetry={props.archive.readOn} />}
      </Show>
      <Show when={props.archive.lines().length > 0}>
        <Section title="All weeks">
          <Table
            caption="All digests, the newest first"
            columns={[{ name: 'Week' }, { name: 'Trades', end: true }, { name: 'Net', end: true }]}
          >
            <For each={props.archive.lines()}>
              {(line) => (
                <Row
                  name={
                    <A
                      href={`/digest/${line.id}`}
                      class="hover:underline hover:underline-offset-4"
                      aria-current={line.id === props.shown ? 'true' : undefined}
                      classList={{ 'font-medium': line.id === props.shown }}
                    >
                      {formatWeek(line.periodStart, line.periodEnd, line.timezone)}
                    </A>
                  }
                >
                  <Cell end>{formatCount(line.trades)}</Cell>
                  <Cell end>
                    <Show when={line.trades > 0} fallback={<span class="text-ink-3">—</span>}>
                      <Result value={line.net} currency={line.currency} />
                    </Show>
                  </Cell>
                </Row>
              )}
            </For>
          </Table>
          <Show when={props.archive.more()}>
            <div class="mt-4">
              <Button busy={props.archive.busy()} onClick={props.archive.readOn}>
                {props.archive.busy() ? 'Loading' : 'Show older weeks'}
              </Button>
            </div>
          </Show>
        </Section>
      </Show>
    </div>
  );
}
