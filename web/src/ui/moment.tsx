import { formatAbsolute, formatRelative } from '../format/time.ts';
import { timezone } from '../session.ts';
import { now } from './clock.ts';

/** '2 hr. ago', with the exact time in the trader's zone in its title. */
export function Moment(props: { ts: string }) {
  return (
    <time datetime={props.ts} title={formatAbsolute(props.ts, timezone())}>
      {formatRelative(props.ts, now())}
    </time>
  );
}
