import { createSignal, For, Show } from 'solid-js';
import { type Rejection, RejectionsResponseSchema } from '../../../../contracts/jobs.ts';
import { get } from '../../api.ts';
import type { Failure } from '../../failure.ts';
import { formatCount } from '../../format/decimal.ts';
import { Button } from '../../ui/button.tsx';
import { FailureNotice } from '../../ui/notice.tsx';

export function RejectedRows(props: { jobId: string; total: number }) {
  const [rows, setRows] = createSignal<readonly Rejection[]>([]);
  const [cursor, setCursor] = createSignal<string | null>(null);
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<Failure | null>(null);

  async function load(): Promise<void> {
    setBusy(true);
    const answer = await get(`/api/jobs/${props.jobId}/rejections`, RejectionsResponseSchema, {
      cursor: cursor() ?? undefined,
    });
    setBusy(false);
    setProblem(answer.ok ? null : answer.problem);
    if (!answer.ok) return;
    setRows((held) => [...held, ...answer.value.rejections]);
    setCursor(answer.value.cursor);
  }
  void load();

  const advice = () =>
    rows().some((row) => row.line !== undefined)
      ? 'Everything else was. Rows that can be mended can be uploaded again; nothing is doubled.'
      : 'Everything else was.';

  return (
    <div class="mt-5 border-t border-line pt-4">
      <table class="w-full">
        <caption class="pb-2 text-left font-medium">
          {formatCount(props.total)} {props.total === 1 ? 'row was' : 'rows were'} not taken
          <span class="block font-normal text-ink-3">{advice()}</span>
        </caption>
        <thead class="text-left text-ink-3">
          <tr class="border-b border-line">
            <th scope="col" class="w-24 py-1.5 font-normal">
              Row
            </th>
            <th scope="col" class="py-1.5 font-normal">
              Reason
            </th>
          </tr>
        </thead>
        <tbody>
          <For each={rows()}>
            {(row) => (
              <tr class="border-b border-line align-top last:border-0">
                <td class="figures py-2 pr-4 whitespace-nowrap text-ink-2">{place(row)}</td>
                <td class="py-2">{row.reason}</td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
      <Show when={problem()}>{(shown) => <FailureNotice problem={shown()} onRetry={load} />}</Show>
      <Show when={cursor() !== null}>
        <Button busy={busy()} onClick={load}>
          Load more
        </Button>
      </Show>
    </div>
  );
}

function place(row: Rejection): string {
  if (row.line !== undefined) return `Line ${row.line}`;
  return row.extId ?? 'Unknown';
}
