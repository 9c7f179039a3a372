import { For } from 'solid-js';
import { Disclosure } from '../../../ui/disclosure.tsx';
import { EXPORTS } from './export-list.ts';

export function UnderstoodExports() {
  return (
    <Disclosure summary="Which exports are understood, and where to find them">
      <dl class="grid gap-x-6 gap-y-3 sm:grid-cols-[max-content_1fr]">
        <For each={EXPORTS}>
          {({ venue, name, where }) => (
            <div class="contents">
              <dt class="font-medium max-sm:-mb-2.5">
                {venue} <span class="font-normal text-ink-3">{name.toLowerCase()}</span>
              </dt>
              <dd>{where}</dd>
            </div>
          )}
        </For>
        <div class="contents">
          <dt class="font-medium max-sm:-mb-2.5">Any other</dt>
          <dd>A CSV with a row per trade: you say which column holds what.</dd>
        </div>
      </dl>
      <p class="text-ink-3">Venues move these pages now and then; the names of the exports change less.</p>
    </Disclosure>
  );
}
