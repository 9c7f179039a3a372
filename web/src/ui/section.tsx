import { createUniqueId, type JSX, Show } from 'solid-js';

interface SectionProps {
  title: string;
  /** The answer that the section gives, before its table or drawing. */
  answer?: JSX.Element;
  class?: string;
  children: JSX.Element;
}

export function Section(props: SectionProps) {
  const id = createUniqueId();
  return (
    <section aria-labelledby={id} class={`min-w-0 ${props.class ?? ''}`}>
      <h2 id={id} class="text-lg">
        {props.title}
      </h2>
      <Show when={props.answer}>
        {(answer) => <p class="figures mt-1 max-w-2xl text-sm text-pretty text-ink-2">{answer()}</p>}
      </Show>
      {props.children}
    </section>
  );
}
