import { For } from 'solid-js';
import type { Label } from '../../../../contracts/labels.ts';
import { LABEL_TEXT } from '../../format/labels.ts';
import { ButtonLink } from '../../ui/button.tsx';

export function StreamSkeleton() {
  return (
    <div role="status" aria-label="Loading reflections" class="mt-4 max-w-2xl">
      <div class="skeleton h-8 w-96 max-w-full" />
      <div class="skeleton mt-4 h-1.5" />
      <For each={[0, 1, 2, 3, 4]}>
        {() => (
          <div class="mt-10 flex gap-8">
            <div class="flex-1">
              <div class="skeleton h-3.5 w-32" />
              <div class="skeleton mt-3 h-4" />
              <div class="skeleton mt-2 h-4 w-2/3" />
            </div>
            <div class="skeleton hidden h-10 w-30 sm:block" />
          </div>
        )}
      </For>
    </div>
  );
}

export function EmptyStream() {
  return (
    <section class="mt-2 max-w-xl">
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

export function FirstOnTheirWay() {
  return (
    <section class="mt-6 max-w-xl">
      <h2 class="text-2xl">Your first reflections are on their way.</h2>
      <p class="mt-3 text-lg text-ink-2">
        They show up here one by one. You can leave this page; nothing is lost.
      </p>
    </section>
  );
}

export function NoneWithLabel(props: { label: Label | undefined }) {
  return (
    <p class="mt-10 text-ink-2">
      No reflection here is called {props.label === undefined ? 'so' : LABEL_TEXT[props.label].name}.
    </p>
  );
}
