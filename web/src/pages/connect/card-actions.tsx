import { Show } from 'solid-js';
import type { BrokerDto, ConnectionDto } from '../../../../contracts/brokers.ts';
import { Button } from '../../ui/button.tsx';
import { buttonId, type ConnectionActions } from './connection-actions.ts';

interface CardActionsProps {
  broker: BrokerDto;
  connection: ConnectionDto;
  actions: ConnectionActions;
}

/** What can be done to a connection that is there. */
export function CardActions(props: CardActionsProps) {
  const { doing, isBusy, setAsking, change, importTrades } = props.actions;
  return (
    <div class="flex flex-wrap items-center justify-end gap-x-3 gap-y-2">
      <span class="mr-auto -ml-3.5">
        <Button
          look="ghost"
          busy={doing() === 'revoke'}
          off={isBusy()}
          onClick={() => setAsking('disconnect')}
        >
          Disconnect
        </Button>
      </span>
      <Show
        when={props.connection.status === 'paused'}
        fallback={
          <>
            <Button
              id={buttonId(props.broker, 'pause')}
              busy={doing() === 'pause'}
              off={isBusy()}
              onClick={() => change('pause')}
            >
              Pause
            </Button>
            <Button
              id={buttonId(props.broker, 'import')}
              look={props.connection.problem === null ? 'primary' : 'plain'}
              busy={doing() === 'import'}
              off={isBusy()}
              onClick={() => importTrades('import')}
            >
              {props.connection.problem === null ? 'Import now' : 'Try again now'}
            </Button>
          </>
        }
      >
        <Button
          id={buttonId(props.broker, 'resume')}
          look="primary"
          busy={doing() === 'resume'}
          off={isBusy()}
          onClick={() => change('resume')}
        >
          Resume
        </Button>
      </Show>
    </div>
  );
}
