import { A } from '@solidjs/router';
import { For, Show } from 'solid-js';
import { formatCount } from '../../format/decimal.ts';
import { formatWeek } from '../../format/weeks.ts';
import { Button } from '../../ui/button.tsx';
import { DivergingBar } from '../../ui/diverging-bar.tsx';
import { Result } from '../../ui/money.tsx';
import { FailureNotice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { Cell, Row, Table } from '../../ui/table.tsx';
import type { Archived } from './use-archive.ts';

const BAR = 'hidden sm:table-cell';
/** Beside the report there is no room for it. */
const TRADES = 'min-[90rem]:hidden';

/** All weeks that there are, the newest first: below the report, on wide screens beside it. Not on paper. */
export function Archive(props: { archive: Archived; shown: string | undefined }) {
  /** The farthest from zero of one currency's. */
  const most = (currency: string) =>
    Math.max(
      0,
      ...props.archive
        .items()
        .filter((line) => line.currency === currency)
        .map(({ net }) => Math.abs(Number(net))),
    );
  return (
    <div class="mt-14 min-[90rem]:mt-0 print:hidden">
      <Show when={props.archive.problem()}>
        {(why) => <FailureNotice problem={why()} onRetry={props.archive.again} />}
      </Show>
      <Show when={props.archive.items().length > 0}>
        <Section title="All weeks">
          <Table
            caption="All digests, the newest first"
            columns={[
              { name: 'Week' },
              { name: 'Gain or loss', quiet: true, from: BAR },
              { name: 'Trades', end: true, from: TRADES },
              { name: 'Net', end: true },
            ]}
          >
            <For each={props.archive.items()}>
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
                  <Cell from={BAR} class="w-1/4">
                    <DivergingBar value={Number(line.net)} most={most(line.currency)} />
                  </Cell>
                  <Cell end from={TRADES}>
                    {formatCount(line.trades)}
                  </Cell>
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
