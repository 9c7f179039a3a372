import { For } from 'solid-js';
import { Button, ButtonLink } from '../../ui/button.tsx';

export function ReportSkeleton() {
  return (
    <div role="status" aria-label="Loading results" class="mt-8">
      <div class="skeleton h-8 max-w-2xl" />
      <div class="skeleton mt-3 h-4 max-w-lg" />
      <div class="skeleton mt-12 h-56 sm:h-72" />
      <div class="mt-12 grid grid-cols-2 gap-6 sm:grid-cols-4">
        <For each={[0, 1, 2, 3, 4, 5, 6, 7]}>{() => <div class="skeleton h-16" />}</For>
      </div>
    </div>
  );
}

/** Nothing was ever imported. */
export function NoFills() {
  return (
    <section class="mt-8 max-w-xl">
      <h2 class="text-2xl">No trades yet.</h2>
      <p class="mt-3 text-lg text-ink-2">
        Connect your exchange or upload an export, and your results show up here: what you kept, on which
        days, and what you did when you lost it.
      </p>
      <div class="mt-6 flex flex-wrap gap-3">
        <ButtonLink href="/connect" look="primary">
          Connect Coinbase
        </ButtonLink>
        <ButtonLink href="/connect#upload">Upload an export</ButtonLink>
      </div>
    </section>
  );
}

export function NoneInPeriod(props: { currency: string; onAll: () => void }) {
  return (
    <section class="mt-8 max-w-xl">
      <h2 class="text-2xl">No trades against {props.currency} in this period.</h2>
      <div class="mt-5">
        <Button onClick={props.onAll}>Show all time</Button>
      </div>
    </section>
  );
}
