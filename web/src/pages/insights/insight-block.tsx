import { type JSX, Show } from 'solid-js';
import { ChevronIcon } from '../../ui/icons.tsx';
import type { InsightView } from './insight-view.ts';
import { IntervalBar } from './interval-bar.tsx';

/** A section of the report: its name at the side, its answer first. */
export function Section(props: { id: string; title: string; children: JSX.Element }) {
  return (
    <section
      aria-labelledby={props.id}
      class="grid gap-x-10 gap-y-2 border-t border-line py-8 xl:grid-cols-[11rem_minmax(0,1fr)]"
    >
      <h2 id={props.id} class="text-sm font-medium tracking-normal text-ink-3 xl:pt-1">
        {props.title}
      </h2>
      <div class="min-w-0">{props.children}</div>
    </section>
  );
}

interface InsightBlockProps {
  id: string;
  title: string;
  view: InsightView;
  children?: JSX.Element;
}

/** One insight: the sentence, the bar, what it means and how it is counted. */
export function InsightBlock(props: InsightBlockProps) {
  return (
    <Section id={props.id} title={props.title}>
      <Sentence known={props.view.known}>{props.view.sentence}</Sentence>
      <Show when={props.view.drawn}>{(drawn) => <IntervalBar drawn={drawn()} />}</Show>
      <Explanation meaning={props.view.meaning} counting={props.view.counting} />
      <Show when={props.view.source}>{(source) => <Source text={source()}>{props.children}</Source>}</Show>
    </Section>
  );
}

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
    <Details summary={props.children === undefined ? 'Source' : 'Source and counts'}>
      <p>{props.text}</p>
      {props.children}
    </Details>
  );
}

export function Details(props: { summary: string; children: JSX.Element }) {
  return (
    <details class="group mt-1 max-w-2xl text-sm">
      <summary class="-ml-1 flex w-fit list-none items-center gap-1 rounded py-1 pr-2 text-ink-3 hover:text-ink [@media(pointer:coarse)]:py-3">
        <ChevronIcon class="-rotate-90 transition-transform group-open:rotate-0" />
        {props.summary}
      </summary>
      <div class="mt-1 flex flex-col gap-3 pb-1 pl-4 text-ink-2">{props.children}</div>
    </details>
  );
}
