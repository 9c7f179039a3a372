import { formatAbsolute, formatDateTime } from '../../format/time.ts';
import { timezone } from '../../session.ts';

/** When something was, on the trader's clock, with the zone's name in its title. */
export function Time(props: { ts: string }) {
  return (
    <time datetime={props.ts} title={formatAbsolute(props.ts, timezone())}>
      {formatDateTime(props.ts, timezone())}
    </time>
  );
}
