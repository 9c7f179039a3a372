import { A } from '@solidjs/router';
import { For } from 'solid-js';
import type { Label } from '../../../../contracts/labels.ts';
import { formatCount } from '../../format/decimal.ts';
import { LABEL_TEXT } from '../../format/labels.ts';

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

/** Nothing came before the network went. */
export function NotOnline() {
  return (
    <section role="status" class="mt-6 max-w-xl">
      <h2 class="text-2xl">This device is offline.</h2>
      <p class="mt-3 text-lg text-ink-2">Your reflections show up here as soon as it is back online.</p>
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

interface PastProps {
  label: Label | undefined;
  /** How many fills are in the stream, where others are not in it any more. */
  latest: number | null;
}

export function NoneWithLabel(props: PastProps) {
  const called = () => (props.label === undefined ? 'so' : LABEL_TEXT[props.label].name);
  return (
    <p class="mt-10 text-ink-2">
      {props.latest === null
        ? `No reflection here is called ${called()}.`
        : `None of your ${formatCount(props.latest)} latest fills is called ${called()}.`}{' '}
      <ToTrades label={props.label} />
    </p>
  );
}

/** Says how far the stream goes, and where the rest is. */
export function EndOfStream(props: PastProps) {
  return (
    <p class="mt-8 border-t border-line pt-4 text-sm text-ink-3">
      {props.latest === null
        ? 'This stream goes back 90 days.'
        : `This stream holds your ${formatCount(props.latest)} latest fills.`}{' '}
      <ToTrades label={props.label} />
    </p>
  );
}

function ToTrades(props: { label: Label | undefined }) {
  return (
    <A
      href={props.label === undefined ? '/trades' : `/trades?label=${props.label}`}
      class="font-medium text-ink underline underline-offset-4"
    >
      {props.label === undefined ? 'All trades' : `All trades called ${LABEL_TEXT[props.label].name}`}
    </A>
  );
}
