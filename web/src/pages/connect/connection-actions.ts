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
import { notify } from '../../ui/notify.tsx';

type Change = 'pause' | 'resume' | 'revoke';

const DONE: Readonly<Record<Change, string>> = {
  pause: 'Paused. Nothing is read until you resume.',
  resume: 'Resumed.',
  revoke: 'Disconnected.',
};

/** The button that stands where the pressed one stood. */
const REPLACED_BY = { pause: 'resume', resume: 'pause', revoke: 'connect' } as const;

export function buttonId(broker: BrokerDto, action: Change | 'connect'): string {
  return `${broker.broker}-${action}`;
}

interface ConnectionProps {
  broker: BrokerDto;
  onChange: (connection: ConnectionDto) => void;
  onImport: (jobId: string) => void;
}

/** What a trader can do to a connection; one thing at a time. */
export function useConnection(props: ConnectionProps) {
  const [doing, setDoing] = createSignal<Change | 'connect' | 'import' | null>(null);
  const [problem, setProblem] = createSignal<Failure | null>(null);
  const [asking, setAsking] = createSignal(false);

  async function run<T>(
    what: Change | 'connect' | 'import',
    request: Promise<Answer<T>>,
  ): Promise<T | undefined> {
    setDoing(what);
    setProblem(null);
    const answer = await request;
    setDoing(null);
    if (answer.ok) return answer.value;
    setProblem(answer.problem);
    return undefined;
  }

  async function connect(): Promise<void> {
    const path = `/api/brokers/${props.broker.broker}/connect/start`;
    const started = await run('connect', post(path, ConnectStartResponseSchema));
    if (started !== undefined) location.assign(started.url);
  }

  async function importNow(): Promise<void> {
    const body = { broker: props.broker.broker };
    const accepted = await run('import', post('/api/trades/import', JobAcceptedSchema, body));
    if (accepted !== undefined) props.onImport(accepted.jobId);
  }

  async function change(what: Change): Promise<void> {
    const path = `/api/brokers/${props.broker.broker}/${what}`;
    const changed = await run(what, post(path, ConnectionResponseSchema));
    setAsking(false);
    if (changed === undefined) return;
    props.onChange(changed.connection);
    // The pressed button is gone. A dialog that closes moves the focus in a timeout of its own, queued before this one.
    setTimeout(() => document.getElementById(buttonId(props.broker, REPLACED_BY[what]))?.focus());
    await notify(DONE[what]);
  }

  return { doing, problem, asking, setAsking, connect, importNow, change };
}
