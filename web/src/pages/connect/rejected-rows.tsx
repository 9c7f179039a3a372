import { For, Show } from 'solid-js';
import { type Rejection, RejectionsResponseSchema } from '../../../../contracts/jobs.ts';
import { get } from '../../api.ts';
import { formatCount } from '../../format/decimal.ts';
import { Button } from '../../ui/button.tsx';
import { FailureNotice } from '../../ui/notice.tsx';
import { createPagedList } from '../../ui/paged-list.ts';

interface RejectedRowsProps {
  jobId: string;
  total: number;
  dryRun: boolean;
  /** To its end: what stopped before has not come to all other rows. */
  done: boolean;
}

export function RejectedRows(props: RejectedRowsProps) {
  const list = createPagedList(
    (cursor) => get(`/api/jobs/${props.jobId}/rejections`, RejectionsResponseSchema, { cursor }),
    (page) => page.rejections,
  );
  void list.readFirst();
  const rows = list.items;

  const title = () => {
    const rows = `${formatCount(props.total)} ${props.total === 1 ? 'row' : 'rows'}`;
    if (props.dryRun) return `${rows} would not be taken`;
    return `${rows} ${props.total === 1 ? 'was' : 'were'} not taken`;
  };
  const advice = () => {
    const rest = props.dryRun ? 'Everything else would be.' : 'Everything else was.';
    const fromFile = rows().some((row) => row.line !== undefined);
    return [
      props.done && rest,
      fromFile && 'Rows that can be mended can be uploaded again; nothing is doubled.',
    ]
      .filter(Boolean)
      .join(' ');
  };

  return (
    <div class="mt-5 border-t border-line pt-4">
      <div class="flex flex-wrap items-start gap-x-6 gap-y-2 pb-2">
        <div class="min-w-52 flex-1">
          <h4 id="rejected-title" class="font-medium tracking-normal">
            {title()}
          </h4>
          <p class="text-ink-3">{advice()}</p>
        </div>
        <a
          href={`/api/jobs/${props.jobId}/rejections.csv`}
          download={`rejected-rows-${props.jobId.slice(0, 8)}.csv`}
          class="rounded font-medium text-ink underline underline-offset-4 [@media(pointer:coarse)]:py-3"
        >
          Download as CSV
        </a>
      </div>
      <Show when={rows().length > 0}>
        <table class="w-full" aria-labelledby="rejected-title">
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
                  <td class="figures max-w-40 py-2 pr-4 break-words text-ink-2">{place(row)}</td>
                  <td class="py-2 [overflow-wrap:anywhere]">{row.reason}</td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </Show>
      <Show when={list.busy() && rows().length === 0 && list.problem() === null}>
        <div role="status" aria-label="Loading" class="skeleton h-20" />
      </Show>
      <Show when={list.problem()}>{(shown) => <FailureNotice problem={shown()} onRetry={list.again} />}</Show>
      <Show when={list.more() && list.problem() === null}>
        <div class="mt-2">
          <Button busy={list.busy()} onClick={list.readOn}>
            Load more
          </Button>
        </div>
      </Show>
    </div>
  );
}

function place(row: Rejection): string {
  if (row.line !== undefined) return `Line ${row.line}`;
  return row.extId ?? 'Unknown';
}
