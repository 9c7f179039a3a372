import { useSearchParams } from '@solidjs/router';
import { createMemo, lazy, Match, Show, Suspense, Switch } from 'solid-js';
import { hasEnded } from '../../feed/imports.ts';
import { feed } from '../../feed/store.ts';
import { FailureNotice } from '../../ui/notice.tsx';
import { useTitle } from '../../ui/title.ts';
import { foldSlices } from './fold-slices.ts';
import { Headline } from './headline.tsx';
import { ImportStrip } from './import-strip.tsx';
import { LabelFilter, readLabel } from './label-filter.tsx';
import { latestOnly } from './latest-only.ts';
import { EndOfStream, FirstOnTheirWay, NoneWithLabel, NotOnline, StreamSkeleton } from './states.tsx';
import { Stream } from './stream.tsx';

const DigestLine = lazy(() => import('./digest-line.tsx').catch(() => ({ default: () => null })));
const EmptyStream = lazy(() => import('./empty-stream.tsx'));
// The stream does without it where its code does not come.
const Patterns = lazy(() => import('./patterns.tsx').catch(() => ({ default: () => null })));

export default function Coach() {
  useTitle(() => 'Coach');
  const [params, setParams] = useSearchParams();
  const label = () => readLabel(params.label);
  const shown = createMemo(() => {
    const wanted = label();
    const all = feed.reflections();
    return foldSlices(
      wanted === undefined
        ? all
        : all.filter(({ payload }) => payload.labels.some((tag) => tag.name === wanted)),
    );
  });
  const importing = () => feed.imports().some((event) => !hasEnded(event.payload.status));
  // Before the first frame the feed is not yet begun; what there is to show may lie further back in the log.
  const loading = () => feed.status() === 'loading' || feed.status() === 'stopped' || !feed.whole();
  const latest = () => latestOnly(feed.tally().trades, feed.reflections().length);
  const nothingYet = () => feed.reflections().length === 0;

  return (
    <>
      <Headline />
      <Show when={feed.digest()}>
        {(event) => (
          <Suspense>
            <DigestLine event={event()} />
          </Suspense>
        )}
      </Show>
      <ImportStrip />
      <Switch
        fallback={
          <div class="xl:grid xl:grid-cols-[minmax(0,1fr)_15rem] xl:gap-14">
            <Suspense fallback={<div class="mt-5 h-[2.375rem] xl:hidden" />}>
              <Patterns latest={latest()} />
            </Suspense>
            <div class="min-w-0 xl:row-start-1">
              <LabelFilter value={label()} onChange={(next) => setParams({ label: next })} />
              <Show when={shown().length > 0} fallback={<NoneWithLabel label={label()} latest={latest()} />}>
                <Show when={label() ?? 'all'} keyed>
                  <Stream reflections={shown()} />
                </Show>
                <Show when={feed.whole() || latest() !== null}>
                  <EndOfStream label={label()} latest={latest()} />
                </Show>
              </Show>
            </div>
          </div>
        }
      >
        <Match when={nothingYet() && feed.problem()}>
          {(problem) => (
            <div class="mt-8 max-w-2xl">
              <FailureNotice problem={problem()} onRetry={feed.retry} trying={feed.status() === 'loading'} />
            </div>
          )}
        </Match>
        <Match when={nothingYet() && feed.status() === 'offline' && !feed.whole()}>
          <NotOnline />
        </Match>
        <Match when={nothingYet() && loading()}>
          <StreamSkeleton />
        </Match>
        <Match when={nothingYet() && importing()}>
          <FirstOnTheirWay />
        </Match>
        <Match when={nothingYet()}>
          <Suspense fallback={<StreamSkeleton />}>
            <EmptyStream />
          </Suspense>
        </Match>
      </Switch>
    </>
  );
}
