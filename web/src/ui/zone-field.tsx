import { createUniqueId, For } from 'solid-js';
import { TextField } from './text-field.tsx';

interface ZoneFieldProps {
  label: string;
  name: string;
  value: string;
  onChange: (zone: string) => void;
  hint: string;
  error: string | undefined;
  class?: string;
}

/** Not every browser lists UTC among them. */
const ZONES = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])];

/** A text field that offers every time zone whose name holds what is typed. */
export function ZoneField(props: ZoneFieldProps) {
  const list = createUniqueId();
  return (
    // What is there is chosen whole: typing searches anew.
    <div onFocusIn={(event) => event.target instanceof HTMLInputElement && event.target.select()}>
      <TextField {...props} list={list} />
      <datalist id={list}>
        <For each={ZONES}>{(name) => <option value={name} />}</For>
      </datalist>
    </div>
  );
}
