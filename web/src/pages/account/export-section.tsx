import { For, Match, Show, Switch } from 'solid-js';
import type { ExportDto } from '../../../../contracts/privacy.ts';
import { formatDateTime } from '../../format/time.ts';
import { timezone } from '../../session.ts';
import { Button } from '../../ui/button.tsx';
import { LINK } from '../../ui/link-look.ts';
import { FailureNotice } from '../../ui/notice.tsx';
import { Progress } from '../../ui/progress.tsx';
import { isBeingMade, tellExport } from './export-view.ts';
import { useExports } from './exports-list.ts';

export function ExportSection() {
  const { ids, exportOf, beingMade, asking, failed, ask } = useExports();
  return (
    <>
      <p class="max-w-xl text-ink-2">
        It takes from some seconds to some minutes. A download link works in this browser only, as long as you
        are signed in.
      </p>
      <div class="mt-4">
        <Button look="primary" busy={asking() || beingMade()} onClick={() => void ask()}>
          {asking() || beingMade() ? 'Being made…' : 'Make an export'}
        </Button>
      </div>
      <Show when={failed()}>
        {(now) => (
          <div class="mt-4">
            <FailureNotice problem={now().problem} onRetry={() => now().again()} />
          </div>
        )}
      </Show>
      <Switch>
        <Match when={ids()}>
          {(list) => (
            <ul aria-label="Exports" aria-live="polite" class="mt-4">
              <For each={list()} fallback={<li class="text-sm text-ink-3">None was made so far.</li>}>
                {(id) => <Show when={exportOf(id)}>{(one) => <ExportRow one={one()} />}</Show>}
              </For>
            </ul>
          )}
        </Match>
        <Match when={failed() === null}>
          <div role="status" aria-label="Loading exports" class="skeleton mt-4 h-16" />
        </Match>
      </Switch>
    </>
  );
}

function ExportRow(props: { one: ExportDto }) {
  return (
    <li class="border-t border-line py-3">
      <div class="flex flex-wrap items-baseline gap-x-6 gap-y-1">
        <p class="min-w-52 flex-1">
          <span class="font-medium">Of {formatDateTime(props.one.createdAt, timezone())}</span>
          <span class="mt-0.5 block text-sm text-ink-2">{tellExport(props.one, timezone())}</span>
        </p>
        <Show when={props.one.url}>
          {(url) => (
            <a href={url()} download="" class={`${LINK} text-sm [@media(pointer:coarse)]:py-3`}>
              Download
            </a>
          )}
        </Show>
      </div>
      <Show when={isBeingMade(props.one)}>
        <div class="mt-3">
          <Progress label="Export" value={null} />
        </div>
      </Show>
    </li>
  );
}
