import { Show } from 'solid-js';
import { TimezoneSchema } from '../../../../contracts/auth.ts';
import { formatTime } from '../../format/time.ts';
import { browserTimezone } from '../../session.ts';
import { now } from '../../ui/clock.ts';
import { ZoneField } from '../../ui/zone-field.tsx';

interface TimeZoneFieldProps {
  value: string;
  saved: string;
  onChange: (zone: string) => void;
  error: string | undefined;
}

/** The trader's own zone: what time it is there, and what a change of it brings. */
export function TimeZoneField(props: TimeZoneFieldProps) {
  const zone = () => {
    const read = TimezoneSchema.safeParse(props.value.trim());
    return read.success ? read.data : null;
  };
  const hint = () => {
    const found = zone();
    const there =
      found === null ? '' : ` It is ${formatTime(new Date(now()).toISOString(), found)} there now.`;
    const effect =
      found === null || found === props.saved
        ? ''
        : ' Saving this goes over all your trades again: days begin at another hour.';
    return `Days, hours and months are counted on this clock.${there}${effect}`;
  };
  return (
    <div>
      <ZoneField
        label="Time zone"
        name="timezone"
        value={props.value}
        onChange={props.onChange}
        error={props.error}
        hint={hint()}
        class="max-w-sm"
      />
      <Show when={zone() !== browserTimezone()}>
        <button
          type="button"
          class="mt-1 rounded py-1 text-sm font-medium text-ink underline underline-offset-4 [@media(pointer:coarse)]:py-3"
          onClick={() => props.onChange(browserTimezone())}
        >
          Use this device’s: {browserTimezone().replaceAll('_', ' ')}
        </button>
      </Show>
    </div>
  );
}
