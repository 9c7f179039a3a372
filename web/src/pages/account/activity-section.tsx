import { For, Show } from 'solid-js';
import { AuditResponseSchema } from '../../../../contracts/privacy.ts';
import { get } from '../../api.ts';
import { formatDateTime } from '../../format/time.ts';
import { timezone } from '../../session.ts';
import { Button } from '../../ui/button.tsx';
import { FailureNotice } from '../../ui/notice.tsx';
import { createPagedList } from '../../ui/paged-list.ts';
import { tellAudit } from './tell-audit.ts';

const PAGE = 20;

/** The audit log, the newest first. */
export function ActivitySection() {
  const log = createPagedList(
    (cursor) => get('/api/audit', AuditResponseSchema, { cursor, limit: PAGE }),
    (page) => page.entries,
  );
  void log.readFirst();
  return (
    <div class="flex flex-col gap-4">
      <ol aria-label="Activity" class="empty:hidden">
        <For each={log.items()}>
          {(entry) => {
            const told = tellAudit(entry);
            return (
              <li class="flex flex-wrap items-baseline gap-x-6 gap-y-0.5 border-b border-line py-2.5 first:pt-0">
                <p class="min-w-52 flex-1">
                  <span class={told.alarming ? 'font-medium text-loss' : ''}>{told.text}</span>
                  <Show when={told.detail}>
                    <span class="text-ink-3"> {told.detail}</span>
                  </Show>
                </p>
                <time datetime={entry.createdAt} class="figures text-sm text-ink-3">
                  {formatDateTime(entry.createdAt, timezone())}
                </time>
              </li>
            );
          }}
        </For>
      </ol>
      <Show when={log.busy() && log.items().length === 0 && log.problem() === null}>
        <div role="status" aria-label="Loading activity" class="skeleton h-40" />
      </Show>
      <Show when={!log.busy() && log.items().length === 0 && log.problem() === null}>
        <p class="text-ink-2">Nothing yet.</p>
      </Show>
      <Show when={log.problem()}>
        {(problem) => <FailureNotice problem={problem()} onRetry={log.again} />}
      </Show>
      <Show when={log.more() && log.problem() === null}>
        <div>
          <Button busy={log.busy()} onClick={() => void log.readOn()}>
            {log.busy() ? 'Loading…' : 'Load more'}
          </Button>
        </div>
      </Show>
    </div>
  );
}
