import { Show } from 'solid-js';
import type { ConnectionDto } from '../../../../contracts/brokers.ts';
import { timezone } from '../../session.ts';
import { Button } from '../../ui/button.tsx';
import { isWhole, tellHistory } from './tell-history.ts';

interface HistoryProps {
  name: string;
  connection: ConnectionDto;
  busy: boolean;
  off: boolean;
  onReadAll: () => void;
}

/** How far back was read. Reading further back is offered for as long as there may be more. */
export function History(props: HistoryProps) {
  const offered = () =>
    props.connection.status === 'active' &&
    props.connection.problem === null &&
    !isWhole(props.connection.history.since);
  return (
    <div class="flex flex-wrap items-center gap-x-4 gap-y-2">
      <p class="min-w-52 flex-1 text-ink-2">
        {tellHistory(props.connection.history, props.name, timezone())}
      </p>
      <Show when={offered()}>
        <Button busy={props.busy} off={props.off} onClick={props.onReadAll}>
          Read the whole history
        </Button>
      </Show>
    </div>
  );
}
