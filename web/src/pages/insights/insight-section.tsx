import type { JSX } from 'solid-js';

/** A section of the report: its name at the side, its answer first. */
export function InsightSection(props: { id: string; title: string; children: JSX.Element }) {
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
