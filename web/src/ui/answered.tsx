import { type Accessor, type JSX, Match, type Resource, Switch } from 'solid-js';
import type { Answer } from '../failure.ts';
import { FailureNotice } from './notice.tsx';

interface AnsweredProps<T> {
  answer: Answer<T> | undefined;
  name: string;
  onRetry: () => unknown;
  children: (value: Accessor<T>) => JSX.Element;
}

/** What came, or that it is on its way, or why it did not come. */
export function Answered<T>(props: AnsweredProps<T>) {
  const value = () => {
    const now = props.answer;
    return now?.ok ? now : undefined;
  };
  const failure = () => {
    const now = props.answer;
    return now?.ok === false ? now.problem : undefined;
  };
  return (
    <Switch fallback={<div role="status" aria-label={`Loading ${props.name}`} class="skeleton h-40" />}>
      <Match when={value()}>{(now) => props.children(() => now().value)}</Match>
      <Match when={failure()}>
        {(problem) => <FailureNotice problem={problem()} onRetry={props.onRetry} />}
      </Match>
    </Switch>
  );
}

/** Asked for its state first: the first read of a pending resource would suspend the page, heading and all. */
export function settled<T>(resource: Resource<T>): T | undefined {
  return resource.state === 'unresolved' || resource.state === 'pending' ? undefined : resource.latest;
}
