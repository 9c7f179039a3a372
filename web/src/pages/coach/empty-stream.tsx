import { createResource, For, Match, Switch } from 'solid-js';
import type { Label } from '../../../../contracts/labels.ts';
import { TradesResponseSchema } from '../../../../contracts/trades.ts';
import { get } from '../../api.ts';
import { LABEL_TEXT } from '../../format/labels.ts';
import { Answered, settled } from '../../ui/answered.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { pastTheStream } from './past-the-stream.ts';
import { FirstOnTheirWay } from './states.tsx';

/** A stream without reflections: of a trader without trades, or whose reflections are all older than it goes back. */
export default function EmptyStream() {
  const [answer, { refetch }] = createResource(() => get('/api/trades', TradesResponseSchema, { limit: 1 }));
  return (
    <div class="mt-4">
      <Answered answer={settled(answer)} name="reflections" onRetry={refetch}>
        {(newest) => (
          <Switch fallback={<NoTrades />}>
            <Match when={pastTheStream(newest().trades[0]) === 'not-read'}>
              <FirstOnTheirWay />
            </Match>
            <Match when={pastTheStream(newest().trades[0]) === 'older'}>
              <OnlyOlder />
            </Match>
          </Switch>
        )}
      </Answered>
    </div>
  );
}

function OnlyOlder() {
  return (
    <section class="max-w-xl">
      <h2 class="text-2xl">No reflections in the stream.</h2>
      <p class="mt-3 text-lg text-ink-2">
        Reflections leave it after 90 days. What was said of each of your trades still stands with the trade.
      </p>
      <div class="mt-6">
        <ButtonLink href="/trades" look="primary">
          All trades
        </ButtonLink>
      </div>
    </section>
  );
}

function NoTrades() {
  return (
    <section class="max-w-xl">
      <h2 class="text-2xl">Nothing read yet.</h2>
      <p class="mt-3 text-lg text-ink-2">
        Connect your exchange or upload an export. Within seconds each of your trades shows up here with what
        the market was doing, what you did, and whether the two go together.
      </p>
      <div class="mt-6 flex flex-wrap gap-3">
        <ButtonLink href="/connect" look="primary">
          Connect Coinbase
        </ButtonLink>
        <ButtonLink href="/connect#upload">Upload an export</ButtonLink>
      </div>
      <dl class="mt-12 grid gap-x-8 gap-y-5 border-t border-line pt-6 text-sm sm:grid-cols-3">
        <For each={['FOMO', 'PANIC', 'DISCIPLINE'] satisfies Label[]}>
          {(label) => (
            <div>
              <dt class="font-medium">{LABEL_TEXT[label].name}</dt>
              <dd class="mt-1 text-ink-3">{LABEL_TEXT[label].meaning}.</dd>
            </div>
          )}
        </For>
      </dl>
      <p class="mt-8 text-sm text-ink-3">
        Read-only, always: it never trades, and it gives no financial advice.
      </p>
    </section>
  );
}
