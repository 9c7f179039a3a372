import { createMemo, createUniqueId, For } from 'solid-js';
import { BROKERS, BrokerSchema } from '../../../../../contracts/brokers.ts';
import type { FilePreview } from '../../../../../contracts/imports.ts';
import type { Failure } from '../../../failure.ts';
import { VENUE_NAMES } from '../../../format/venue-names.ts';
import { Select } from '../../../ui/select.tsx';
import { ZoneField } from '../../../ui/zone-field.tsx';
import { chooseColumn } from './guess-mapping.ts';
import { FIELDS, type Field, type MappingDraft, zoneOf } from './mapping-draft.ts';

/** An empty text would be no choice at all to the select, and no column is called by this. */
const NONE = '\u0000';
const DATE_ORDERS = [
  { value: 'ymd', name: 'Year, month, day' },
  { value: 'dmy', name: 'Day, month, year' },
  { value: 'mdy', name: 'Month, day, year' },
] as const;
const DECIMALS = [
  { value: '.', name: 'Point: 0.5' },
  { value: ',', name: 'Comma: 0,5' },
] as const;

interface ColumnMapperProps {
  draft: MappingDraft;
  preview: FilePreview;
  problem: Failure | null;
  /** The file is being sent with it. */
  fixed: boolean;
  onChange: (draft: MappingDraft) => void;
}

/** Asks which column of an unknown file holds what. What the names tell is chosen already. */
export function ColumnMapper(props: ColumnMapperProps) {
  const set = (part: Partial<MappingDraft>) => props.onChange({ ...props.draft, ...part });
  const venues = BROKERS.map((value) => ({ value, name: VENUE_NAMES[value] }));

  return (
    <fieldset class="mt-4 transition-opacity disabled:opacity-50" disabled={props.fixed}>
      <legend class="sr-only">Which column holds what</legend>
      <div class="grid gap-x-4 gap-y-4 sm:grid-cols-2 lg:grid-cols-3">
        <For each={FIELDS}>
          {({ field, name, required }) => (
            <ColumnSelect
              {...props}
              field={field}
              label={required ? name : `${name} (optional)`}
              required={required}
            />
          )}
        </For>
      </div>
      <div class="mt-5 grid gap-x-4 gap-y-4 border-t border-line pt-4 sm:grid-cols-2">
        <Select
          label="Venue"
          choices={venues}
          value={props.draft.broker}
          onChange={(value) => {
            const broker = BrokerSchema.safeParse(value);
            if (broker.success) set({ broker: broker.data });
          }}
        />
        <ZoneField
          label="Time zone of the file"
          name="file-zone"
          value={props.draft.timezone}
          onChange={(timezone) => set({ timezone })}
          error={zoneOf(props.draft) === null ? 'A time zone such as Europe/Berlin.' : undefined}
          hint="Of times that name none. Most venues write UTC."
        />
        <Select
          label="Order of dates"
          choices={[...DATE_ORDERS]}
          value={props.draft.dateOrder}
          onChange={(value) => {
            const order = DATE_ORDERS.find((choice) => choice.value === value);
            if (order !== undefined) set({ dateOrder: order.value });
          }}
        />
        <Select
          label="Decimal mark"
          choices={[...DECIMALS]}
          value={props.draft.decimal}
          onChange={(value) => {
            const mark = DECIMALS.find((choice) => choice.value === value);
            if (mark !== undefined) set({ decimal: mark.value });
          }}
        />
      </div>
    </fieldset>
  );
}

interface ColumnSelectProps extends ColumnMapperProps {
  field: Field;
  label: string;
  required: boolean;
}

function ColumnSelect(props: ColumnSelectProps) {
  const hintId = createUniqueId();
  const choices = createMemo(() => [
    { value: NONE, name: props.required ? 'Choose a column' : 'Not in the file' },
    ...props.preview.columns.map((column) => ({ value: column, name: column })),
  ]);
  const chosen = () => props.draft.columns[props.field] ?? NONE;
  const example = () => {
    const at = props.preview.columns.indexOf(chosen());
    return at === -1 ? '' : (props.preview.rows[0]?.[at] ?? '').trim();
  };
  const refused = () =>
    props.problem?.fields.find(({ path }) => path.split('.').at(-1) === props.field)?.message;
  return (
    <div class="min-w-0">
      <Select
        label={props.label}
        choices={choices()}
        value={chosen()}
        describedBy={hintId}
        onChange={(column) =>
          props.onChange(chooseColumn(props.draft, props.field, column === NONE ? '' : column, props.preview))
        }
      />
      <p
        id={hintId}
        class="mt-1 truncate text-xs"
        classList={{ 'text-loss': refused() !== undefined, 'text-ink-3': refused() === undefined }}
        title={example()}
      >
        {refused() ?? hint(props.field, chosen(), example(), props.required)}
      </p>
    </div>
  );
}

function hint(field: Field, column: string, example: string, required: boolean): string {
  if (column === NONE && field === 'side') return 'Needed; the quantity’s where its sign tells';
  if (column === NONE) return required ? 'Needed' : ' ';
  return example === '' ? 'Empty in the first row' : `First row: ${example}`;
}
