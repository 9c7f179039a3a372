import { type JSX, Show } from 'solid-js';
import type { BrokerDto, ConnectionDto } from '../../../../contracts/brokers.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { FailureNotice } from '../../ui/notice.tsx';
import { Balances } from './balances.tsx';
import { CardActions } from './card-actions.tsx';
import { ConnectChoice } from './connect-choice.tsx';
import { useConnection } from './connection-actions.ts';
import { ConnectionProblem } from './connection-problem.tsx';
import { History } from './history.tsx';
import { KeyDialog } from './key-dialog.tsx';
import { LastImport } from './last-import.tsx';
import { ReadsAndCannot } from './reads-and-cannot.tsx';
import { StatusPill } from './status-pill.tsx';
import { SyncLine } from './sync-line.tsx';

interface BrokerCardProps {
  broker: BrokerDto;
  connection: ConnectionDto | undefined;
  onChange: (connection: ConnectionDto) => void;
  onImport: (jobId: string) => void;
  /** The import of this broker that is told of, and what tells of it. */
  told: string | undefined;
  children: JSX.Element;
}

/** The heading of a broker's card: where a reader goes on when something in the card is gone. */
export function nameId(broker: string): string {
  return `${broker}-name`;
}

export function BrokerCard(props: BrokerCardProps) {
  const actions = useConnection(props);
  const { doing, isBusy, problem, asking, setAsking, connect, importTrades, keyAccepted, change } = actions;
  const linked = () => (props.connection?.status === 'revoked' ? undefined : props.connection);
  const before = () => {
    const job = linked()?.lastImport;
    return job?.id === props.told ? undefined : job;
  };

  return (
    <section
      aria-labelledby={nameId(props.broker.broker)}
      class="rounded-lg border border-line bg-surface text-sm"
    >
      <div class="flex flex-wrap items-center gap-x-3 gap-y-2 px-5 pt-5">
        <h2 id={nameId(props.broker.broker)} tabindex="-1" class="text-lg outline-none">
          {props.broker.name}
        </h2>
        <StatusPill connection={props.connection} />
      </div>
      <div class="flex flex-col gap-4 px-5 pt-4 pb-5">
        <Show when={problem()}>{(shown) => <FailureNotice problem={shown()} />}</Show>
        <Show
          when={linked()}
          fallback={
            <>
              <ConnectChoice broker={props.broker} actions={actions} />
              <div class="border-t border-line pt-4">
                <ReadsAndCannot name={props.broker.name} scope={null} />
              </div>
            </>
          }
        >
          {(connection) => (
            <>
              <Show when={connection().problem}>
                {(told) => (
                  <ConnectionProblem
                    name={props.broker.name}
                    connection={connection()}
                    problem={told()}
                    busy={doing() === 'connect'}
                    off={isBusy()}
                    onReconnect={connect}
                    onNewKey={() => setAsking('key')}
                  />
                )}
              </Show>
              <div class="flex flex-col gap-1.5">
                <SyncLine connection={connection()} />
                <Show when={before()}>{(job) => <LastImport job={job()} />}</Show>
              </div>
              <Show when={connection().history.since !== null}>
                <History
                  name={props.broker.name}
                  connection={connection()}
                  busy={doing() === 'read-all'}
                  off={isBusy()}
                  onReadAll={() => importTrades('read-all')}
                />
              </Show>
              <CardActions broker={props.broker} connection={connection()} actions={actions} />
            </>
          )}
        </Show>
        {props.children}
        <Show when={linked()}>
          {(connection) => (
            <div class="border-t border-line pt-4">
              <ReadsAndCannot name={props.broker.name} scope={connection().scope} />
              <Balances name={props.broker.name} connection={connection()} />
            </div>
          )}
        </Show>
      </div>
      <KeyDialog
        open={asking() === 'key'}
        broker={props.broker}
        onClose={() => setAsking(null)}
        onAccepted={keyAccepted}
      />
      <Confirm
        open={asking() === 'disconnect'}
        title={`Disconnect ${props.broker.name}?`}
        confirm="Disconnect"
        busy={doing() === 'revoke'}
        onConfirm={() => change('revoke')}
        onClose={() => setAsking(null)}
      >
        {props.connection?.auth === 'api_key'
          ? `The key is forgotten and nothing more is read. Delete it at ${props.broker.name} too. What was read so far stays, with its reflections.`
          : 'The access is given back and nothing more is read. What was read so far stays, with its reflections.'}
      </Confirm>
    </section>
  );
}
