import { For } from 'solid-js';
import type { Label } from '../../../../contracts/labels.ts';
import { LABEL_TEXT } from '../../format/labels.ts';
import { ButtonLink } from '../../ui/button.tsx';

/** Of a trader without trades. */
export default function EmptyStream() {
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
