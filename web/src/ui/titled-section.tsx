import type { JSX } from 'solid-js';

/** A part of a page of settings: what it is about at the side, and what can be done about it. */
export function TitledSection(props: { id: string; title: string; lead: string; children: JSX.Element }) {
  return (
    <section
      aria-labelledby={props.id}
      class="mt-8 grid gap-x-12 gap-y-5 border-t border-line pt-8 lg:grid-cols-[14rem_minmax(0,1fr)] print:block print:border-0"
    >
      <div>
        <h2 id={props.id} class="text-lg">
          {props.title}
        </h2>
        <p class="mt-1.5 text-sm text-ink-2">{props.lead}</p>
      </div>
      <div class="min-w-0">{props.children}</div>
    </section>
  );
}
