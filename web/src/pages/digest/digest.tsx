import { useParams } from '@solidjs/router';
import { createEffect, Match, Switch } from 'solid-js';
import { formatWeek } from '../../format/weeks.ts';
import { FailureNotice } from '../../ui/notice.tsx';
import { useTitle } from '../../ui/title.ts';
import { Archive } from './archive.tsx';
import { DigestSkeleton, FirstDigest, NoSuchDigest } from './states.tsx';
import { createArchive } from './use-archive.ts';
import { createDigest } from './use-digest.ts';
import { WeekReport } from './week-report.tsx';

/** The newest digest, or the one that the address names; made for reading, and for paper. */
export default function DigestPage() {
  const params = useParams();
  const digest = createDigest(() => params.id);
  const archive = createArchive();
  useTitle(() => {
    const week = digest.value()?.digest?.payload;
    if (!week) return 'Weekly digest';
    return `Weekly digest, ${formatWeek(week.periodStart, week.periodEnd, week.timezone)}`;
  });
  // The week before the shown one may be on a page of the list that was not read yet.
  createEffect(() => {
    const id = digest.value()?.digest?.id;
    const isInside = archive
      .items()
      .slice(0, -1)
      .some((line) => line.id === id);
    if (id !== undefined && !isInside && archive.more() && !archive.busy() && archive.problem() === null)
      void archive.readOn();
  });
  return (
    <div class="max-w-3xl min-[90rem]:grid min-[90rem]:max-w-none min-[90rem]:grid-cols-[48rem_1fr] min-[90rem]:items-start min-[90rem]:gap-x-12">
      <div class="min-w-0">
        <Switch fallback={<DigestSkeleton />}>
          <Match when={digest.value()?.digest}>
            {(shown) => (
              <div
                aria-busy={digest.stale()}
                class={`transition-opacity ${digest.stale() ? 'opacity-50' : ''}`}
              >
                <WeekReport digest={shown()} lines={archive.items()} />
              </div>
            )}
          </Match>
          <Match when={digest.value()?.nextAt}>{(at) => <FirstDigest at={at()} />}</Match>
          <Match when={['not_found', 'invalid_request'].includes(digest.problem()?.code ?? '')}>
            <NoSuchDigest />
          </Match>
          <Match when={digest.problem()}>
            {(problem) => (
              <>
                <h1 class="text-2xl">Weekly digest</h1>
                <div class="mt-6">
                  <FailureNotice problem={problem()} onRetry={digest.reload} />
                </div>
              </>
            )}
          </Match>
        </Switch>
      </div>
      <Archive archive={archive} shown={digest.value()?.digest?.id} />
    </div>
  );
}
