import type { JSX } from 'solid-js';
import { Disclosure } from '../../ui/disclosure.tsx';

/** The answer; while it is not known, what it lacks. */
export function Sentence(props: { known: boolean; children: JSX.Element }) {
  return (
    <p
      class={`figures max-w-2xl text-pretty ${props.known ? 'text-lg font-medium' : 'text-base text-ink-2'}`}
    >
      {props.children}
    </p>
  );
}

/** What a figure means, and how it is counted. */
export function Explanation(props: { meaning: string; counting: string }) {
  return (
    <p class="mt-3 max-w-2xl text-sm text-ink-2">
      {props.meaning} <span class="text-ink-3">{props.counting}</span>
    </p>
  );
}

/** Where a measure comes from, with the counts behind it. */
export function Source(props: { text: string; children?: JSX.Element }) {
  return (
    <div class="max-w-2xl">
      <Disclosure summary={props.children === undefined ? 'Source' : 'Source and counts'}>
        <p>{props.text}</p>
        {props.children}
      </Disclosure>
    </div>
  );
}
