import { A } from '@solidjs/router';
import { Show } from 'solid-js';
import type { DigestEvent } from '../../feed/reducer.ts';
import { formatWeek } from '../../format/weeks.ts';
import { now } from '../../ui/clock.ts';
import { LINK } from '../../ui/link-look.ts';

/** News of a Monday are none by Thursday. */
const NEWS_MS = 3 * 24 * 3_600_000;

/** Says quietly that the week was summed up. */
export default function DigestLine(props: { event: DigestEvent }) {
  const digest = () => props.event.payload;
  return (
    <Show when={now() - Date.parse(props.event.ts) < NEWS_MS}>
      <p role="status" class="mt-3 text-sm text-ink-2">
        Your week of {formatWeek(digest().periodStart, digest().periodEnd, digest().timezone)} is ready.{' '}
        <A href={`/digest/${digest().digestId}`} class={`${LINK} whitespace-nowrap`}>
          Read it
        </A>
      </p>
    </Show>
  );
}
