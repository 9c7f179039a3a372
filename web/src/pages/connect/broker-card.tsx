import { Show } from 'solid-js';
import type { BrokerDto, ConnectionDto } from '../../../../contracts/brokers.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { FailureNotice } from '../../ui/notice.tsx';
import { buttonId, useConnection } from './connection-actions.ts';
import { LastImport } from './last-import.tsx';
import { ReadsAndCannot } from './reads-and-cannot.tsx';
import { StatusPill } from './status-pill.tsx';

interface BrokerCardProps {
  broker: BrokerDto;
  connection: ConnectionDto | undefined;
  onChange: (connection: ConnectionDto) => void;
  onImport: (jobId: string) => void;
}

export function BrokerCard(props: BrokerCardProps) {
  const { doing, problem, asking, setAsking, connect, importNow, change } = useConnection(props);
  const status = () => props.connection?.status;
  const linked = () => (status() === 'revoked' ? undefined : props.connection);

  return (
    <section aria-labelledby={`${props.broker.broker}-name`} class="rounded-lg border border-line bg-surface">
      <div class="flex flex-wrap items-center gap-x-3 gap-y-2 px-5 pt-5">
        <h2 id={`${props.broker.broker}-name`} class="text-lg">
          {props.broker.name}
        </h2>
        <StatusPill status={status()} />
      </div>
      <ReadsAndCannot name={props.broker.name} />
      <Show when={problem()}>
        {(shown) => (
          <div class="px-5 pb-5">
            <FailureNotice problem={shown()} />
          </div>
        )}
      </Show>
      <div class="flex flex-wrap items-center gap-x-4 gap-y-3 border-t border-line px-5 py-4">
        <Show
          when={linked()}
          fallback={
            <>
              <p class="min-w-52 flex-1 text-sm text-ink-3">
                {props.broker.enabled
                  ? `You allow it on ${props.broker.name}’s own page and can take it back at any time.`
                  : `${props.broker.name} is not set up on this server. Upload an export below instead.`}
              </p>
              <Button
                id={buttonId(props.broker, 'connect')}
                look="primary"
                busy={doing() === 'connect'}
                disabled={!props.broker.enabled}
                onClick={connect}
              >
                Connect {props.broker.name}
              </Button>
            </>
          }
        >
          {(connection) => (
            <>
              <div class="min-w-52 flex-1">
                <LastImport job={connection().lastImport} />
              </div>
              <Button look="ghost" busy={doing() === 'revoke'} onClick={() => setAsking(true)}>
                Disconnect
              </Button>
              <Show
                when={connection().status === 'paused'}
                fallback={
                  <>
                    <Button
                      id={buttonId(props.broker, 'pause')}
                      busy={doing() === 'pause'}
                      onClick={() => change('pause')}
                    >
                      Pause
                    </Button>
                    <Button look="primary" busy={doing() === 'import'} onClick={importNow}>
                      Import now
                    </Button>
                  </>
                }
              >
                <Button
                  id={buttonId(props.broker, 'resume')}
                  look="primary"
                  busy={doing() === 'resume'}
                  onClick={() => change('resume')}
                >
                  Resume
                </Button>
              </Show>
            </>
          )}
        </Show>
      </div>
      <Confirm
        open={asking()}
        title={`Disconnect ${props.broker.name}?`}
        confirm="Disconnect"
        busy={doing() === 'revoke'}
        onConfirm={() => change('revoke')}
        onClose={() => setAsking(false)}
      >
        The access is given back and nothing more is read. What was read so far stays, with its reflections.
      </Confirm>
    </section>
  );
}
