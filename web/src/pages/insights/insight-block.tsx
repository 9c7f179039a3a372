import { type JSX, Show } from 'solid-js';
import { InsightSection } from './insight-section.tsx';
import { Explanation, Sentence, Source } from './insight-text.tsx';
import type { InsightView } from './insight-view.ts';
import { IntervalBar } from './interval-bar.tsx';

interface InsightBlockProps {
  id: string;
  title: string;
  view: InsightView;
  children?: JSX.Element;
}

/** One insight: the sentence, the bar, what it means and how it is counted. */
export function InsightBlock(props: InsightBlockProps) {
  return (
    <InsightSection id={props.id} title={props.title}>
      <Sentence known={props.view.known}>{props.view.sentence}</Sentence>
      <Show when={props.view.drawn}>{(drawn) => <IntervalBar drawn={drawn()} />}</Show>
      <Explanation meaning={props.view.meaning} counting={props.view.counting} />
      <Show when={props.view.source}>{(source) => <Source text={source()}>{props.children}</Source>}</Show>
    </InsightSection>
  );
}
