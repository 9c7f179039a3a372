import { For, type JSX } from 'solid-js';

interface Column {
  name: string;
  /** Its figures stand at the right. */
  end?: boolean;
  /** Its name is for readers only. */
  quiet?: boolean;
  /** Classes that say from which width on it is there. */
  from?: string;
}

/** A table of figures; its rows are made of Row and Cell. */
export function Table(props: { caption: string; columns: readonly Column[]; children: JSX.Element }) {
  return (
    <table class="figures mt-3 w-full text-sm">
      <caption class="sr-only">{props.caption}</caption>
      <thead class="text-left text-ink-3">
        <tr>
          <For each={props.columns}>
            {(column) => (
              <th
                scope="col"
                class={`py-2 pr-4 align-bottom font-normal last:pr-0 sm:whitespace-nowrap ${column.end === true ? 'text-right' : ''} ${column.from ?? ''}`}
              >
                <span classList={{ 'sr-only': column.quiet === true }}>{column.name}</span>
              </th>
            )}
          </For>
        </tr>
      </thead>
      <tbody>{props.children}</tbody>
    </table>
  );
}

export function Row(props: { name: JSX.Element; children: JSX.Element }) {
  return (
    <tr class="border-t border-line">
      <th scope="row" class="py-2 pr-4 text-left font-normal">
        {props.name}
      </th>
      {props.children}
    </tr>
  );
}

export function Cell(props: { children: JSX.Element; end?: boolean; from?: string; class?: string }) {
  return (
    <td
      class={`py-2 pr-4 last:pr-0 ${props.end === true ? 'text-right whitespace-nowrap' : ''} ${props.from ?? ''} ${props.class ?? ''}`}
    >
      {props.children}
    </td>
  );
}
