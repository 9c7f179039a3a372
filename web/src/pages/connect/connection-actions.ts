import { createSignal } from 'solid-js';
import {
  type BrokerDto,
  type ConnectionDto,
  ConnectionResponseSchema,
  ConnectStartResponseSchema,
} from '../../../../contracts/brokers.ts';
import { JobAcceptedSchema } from '../../../../contracts/jobs.ts';
import { post } from '../../api.ts';
import type { Answer, Failure } from '../../failure.ts';
import { isUnderWay } from '../../feed/imports.ts';
import { notify } from '../../ui/notify.tsx';
import { WHOLE_HISTORY_SINCE } from './tell-history.ts';

type Change = 'pause' | 'resume' | 'revoke';
type Doing = Change | 'connect' | 'import' | 'read-all';

const DONE: Readonly<Record<Change, string>> = {
  pause: 'Paused. Nothing is read until you resume.',
  resume: 'Resumed.',
  revoke: 'Disconnected.',
};

/** The button that stands where the pressed one stood. */
const REPLACED_BY = { pause: 'resume', resume: 'pause', revoke: 'connect' } as const;

export function buttonId(broker: BrokerDto, action: Change | 'connect' | 'import'): string {
  return `${broker.broker}-${action}`;
}

interface ConnectionProps {
  broker: BrokerDto;
  onChange: (connection: ConnectionDto) => void;
  onImport: (jobId: string) => void;
}

/** What a trader can do to a connection; one thing at a time. */
export function useConnection(props: ConnectionProps) {
  const [doing, setDoing] = createSignal<Doing | null>(null);
  const [problem, setProblem] = createSignal<Failure | null>(null);
  const [asking, setAsking] = createSignal<'disconnect' | 'key' | null>(null);

  async function run<T>(what: Doing, send: () => Promise<Answer<T>>): Promise<T | undefined> {
    if (doing() !== null) return undefined;
    setDoing(what);
    setProblem(null);
    const answer = await send();
    setDoing(null);
    if (answer.ok) return answer.value;
    setProblem(answer.problem);
    return undefined;
  }

  async function connect(): Promise<void> {
    const path = `/api/brokers/${props.broker.broker}/connect/start`;
    const started = await run('connect', () => post(path, ConnectStartResponseSchema));
    if (started !== undefined) location.assign(started.url);
  }

  async function importTrades(what: 'import' | 'read-all'): Promise<void> {
    const body = {
      broker: props.broker.broker,
      ...(what === 'read-all' && { since: WHOLE_HISTORY_SINCE }),
    };
    const accepted = await run(what, () => post('/api/trades/import', JobAcceptedSchema, body));
    if (accepted !== undefined) props.onImport(accepted.jobId);
  }

  /** A key was taken. Reading begins with it, whether the server began by itself or not. */
  async function keyAccepted(connection: ConnectionDto): Promise<void> {
    setAsking(null);
    setProblem(null);
    props.onChange(connection);
    focusLater(buttonId(props.broker, 'import'));
    void notify(`${props.broker.name} is connected.`);
    const { lastImport } = connection;
    if (lastImport !== undefined && isUnderWay(lastImport)) props.onImport(lastImport.id);
    else await importTrades('import');
  }

  async function change(what: Change): Promise<void> {
    const path = `/api/brokers/${props.broker.broker}/${what}`;
    const changed = await run(what, () => post(path, ConnectionResponseSchema));
    setAsking(null);
    if (changed === undefined) return;
    props.onChange(changed.connection);
    focusLater(buttonId(props.broker, REPLACED_BY[what]));
    await notify(DONE[what]);
  }

  const isBusy = () => doing() !== null;
  return { doing, isBusy, problem, asking, setAsking, connect, importTrades, keyAccepted, change };
}

export type ConnectionActions = ReturnType<typeof useConnection>;

/** The pressed button is gone. A dialog that closes moves the focus in a timeout of its own, queued before this one. */
function focusLater(id: string): void {
  setTimeout(() => document.getElementById(id)?.focus());
}
