import { Show } from 'solid-js';
import type { SessionDto } from '../../../../contracts/account-security.ts';
import { formatDateTime } from '../../format/time.ts';
import { timezone } from '../../session.ts';
import { Button } from '../../ui/button.tsx';
import { Moment } from '../../ui/moment.tsx';

interface SessionRowProps {
  session: SessionDto;
  busy: boolean;
  /** Another one is being ended. */
  off: boolean;
  onEnd: () => void;
}

export function SessionRow(props: SessionRowProps) {
  const device = () => props.session.device || 'A browser that does not say what it is';
  return (
    <li class="flex flex-wrap items-center gap-x-6 gap-y-2 border-b border-line py-3 first:pt-0">
      <div class="min-w-52 flex-1">
        <p class="font-medium">
          {device()}
          <Show when={props.session.current}>
            <span class="ml-2 rounded bg-line/70 px-2 py-0.5 text-xs font-medium text-ink-2">
              This browser
            </span>
          </Show>
        </p>
        <p class="mt-0.5 text-sm text-ink-3">
          Signed in on {formatDateTime(props.session.createdAt, timezone())}
          <Show when={!props.session.current}>
            , last seen <Moment ts={props.session.lastSeenAt} />
          </Show>
        </p>
      </div>
      <Button
        busy={props.busy}
        off={props.off}
        label={props.session.current ? 'Sign out of this browser' : `End the session of ${device()}`}
        onClick={props.onEnd}
      >
        {props.session.current ? 'Sign out' : 'End'}
      </Button>
    </li>
  );
}
