import { Show } from 'solid-js';
import type { ConnectionDto } from '../../../../contracts/brokers.ts';
import { formatAbsolute, formatRelative } from '../../format/time.ts';
import { timezone } from '../../session.ts';
import { now } from '../../ui/clock.ts';
import { Tooltip } from '../../ui/tooltip.tsx';

/** When the broker was read last, and when it is read again. */
export function SyncLine(props: { connection: ConnectionDto }) {
  const next = () => {
    if (props.connection.status === 'paused') return 'Nothing is read until you resume.';
    if (props.connection.problem !== null) return '';
    return 'It is read every 15 minutes by itself.';
  };
  return (
    <p class="figures text-base">
      <Show when={props.connection.syncedAt} fallback="Not read yet.">
        {(ts) => (
          <>
            Read{' '}
            <Tooltip text={formatAbsolute(ts(), timezone())} class="font-medium">
              <time datetime={ts()}>{formatRelative(ts(), now())}</time>
            </Tooltip>
            .
          </>
        )}
      </Show>{' '}
      <span class="text-ink-2">{next()}</span>
    </p>
  );
}
