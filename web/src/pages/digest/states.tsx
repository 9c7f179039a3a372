import { A } from '@solidjs/router';
import { formatDay } from '../../format/time.ts';
import { timezone } from '../../session.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { LINK } from '../../ui/link-look.ts';

export function DigestSkeleton() {
  return (
    <div role="status" aria-label="Loading the digest">
      <div class="skeleton h-4 w-28" />
      <div class="skeleton mt-3 h-8 w-80 max-w-full" />
      <div class="skeleton mt-4 h-6 max-w-xl" />
      <div class="skeleton mt-12 h-24" />
      <div class="skeleton mt-12 h-56" />
    </div>
  );
}

/** Nobody has one before the first Monday. */
export function FirstDigest(props: { at: string }) {
  return (
    <section>
      <h1 class="text-2xl">Your first digest comes on {formatDay(props.at, timezone())}.</h1>
      <p class="mt-3 max-w-xl text-lg text-ink-2">
        Each Monday at midnight, on your own clock, the week is summed up here: what it came to, what you did
        often, which rules you kept, and the trade to remember it by.
      </p>
      <p class="mt-3 max-w-xl text-sm text-ink-3">
        Until then{' '}
        <A href="/dashboard?period=7d" class={LINK}>
          Results
        </A>{' '}
        has the same figures of the last seven days.
      </p>
    </section>
  );
}

export function NoSuchDigest() {
  return (
    <section>
      <h1 class="text-2xl">There is no such digest.</h1>
      <p class="mt-3 text-ink-2">It may be of another account. All of yours are in the list of all weeks.</p>
      <div class="mt-5">
        <ButtonLink href="/digest">Show the newest</ButtonLink>
      </div>
    </section>
  );
}
