import { For } from 'solid-js';
import type { FilePreview } from '../../../../../contracts/imports.ts';
import { Disclosure } from '../../../ui/disclosure.tsx';

const DELIMITERS: Readonly<Record<FilePreview['delimiter'], string>> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'bars',
};

/** The first rows as they stand in the file: what a mapping is made from, and what a doubt is settled by. */
export function RawRows(props: { preview: FilePreview; open: boolean }) {
  return (
    <Disclosure summary="The first rows as they stand in the file" open={props.open}>
      <p class="text-ink-3">
        {props.preview.columns.length} columns, parted by {DELIMITERS[props.preview.delimiter]}; read as{' '}
        {props.preview.encoding}.
      </p>
      {/* It scrolls by itself, so that the page never does; whoever has no pointer reaches it by Tab. */}
      <section
        tabindex="0"
        aria-label="Rows of the file"
        class="overflow-x-auto rounded-md border border-line"
      >
        <table class="figures min-w-full text-xs">
          <thead class="bg-sunken text-left text-ink-3">
            <tr>
              <For each={props.preview.columns}>
                {(column) => (
                  <th scope="col" class="px-3 py-1.5 font-normal whitespace-nowrap">
                    <span class="block max-w-60 truncate" title={column}>
                      {column}
                    </span>
                  </th>
                )}
              </For>
            </tr>
          </thead>
          <tbody>
            <For each={props.preview.rows}>
              {(row) => (
                <tr class="border-t border-line">
                  <For each={row}>
                    {(cell) => (
                      <td class="px-3 py-1.5 whitespace-nowrap">
                        <span class="block max-w-60 truncate" title={cell}>
                          {cell}
                        </span>
                      </td>
                    )}
                  </For>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </section>
    </Disclosure>
  );
}
