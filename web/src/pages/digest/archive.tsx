import { A } from '@solidjs/router';
import { createEffect, createSignal, For, on, onCleanup, Show } from 'solid-js';
import { type DigestLine, DigestsResponseSchema } from '../../../../contracts/digests.ts';
import { get } from '../../api.ts';
import type { Failure } from '../../failure.ts';
import { feed } from '../../feed/store.ts';
import { formatCount } from '../../format/decimal.ts';
import { formatWeek } from '../../format/weeks.ts';
import { Button } from '../../ui/button.tsx';
import { FailureNotice } from '../../ui/notice.tsx';
import { Result } from '../dashboard/money.tsx';
import { Section } from '../dashboard/section.tsx';
import { Cell, Row, Table } from '../dashboard/table.tsx';

/** All weeks that there are, the newest first. Not on paper. */
export function Archive(props: { shown: string | undefined }) {
  const [lines, setLines] = createSignal<readonly DigestLine[]>([]);
  const [cursor, setCursor] = createSignal<string | null>(null);
  const [problem, setProblem] = createSignal<Failure | null>(null);
  const [busy, setBusy] = createSignal(false);
  let turn = 0;

  async function read(after: string | null): Promise<void> {
    turn += 1;
    const mine = turn;
    setBusy(true);
    const answer = await get('/api/digests/weekly', DigestsResponseSchema, { cursor: after ?? undefined });
    if (mine !== turn) return;
    setBusy(false);
    setProblem(answer.ok ? null : answer.problem);
    if (!answer.ok) return;
    setLines((before) => (after === null ? answer.value.digests : [...before, ...answer.value.digests]));
    setCursor(answer.value.cursor);
  }
  createEffect(
    on(
      () => feed.digest()?.eventId,
      () => void read(null),
    ),
  );
  onCleanup(() => {
    turn += 1;
  });

  return (
    <div class="mt-14 print:hidden">
      <Show when={problem()}>
        {(why) => <FailureNotice problem={why()} onRetry={() => void read(cursor())} />}
      </Show>
      <Show when={lines().length > 0}>
        <Section title="All weeks">
          <Table
            caption="All digests, the newest first"
            columns={[{ name: 'Week' }, { name: 'Trades', end: true }, { name: 'Net', end: true }]}
          >
            <For each={lines()}>
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
          <Show when={cursor()}>
            {(after) => (
              <div class="mt-4">
                <Button busy={busy()} onClick={() => void read(after())}>
                  {busy() ? 'Loading' : 'Show older weeks'}
                </Button>
              </div>
            )}
          </Show>
        </Section>
      </Show>
    </div>
  );
}
