import type { ConnectionDto } from '../../../../contracts/brokers.ts';

type Status = ConnectionDto['status'] | 'none' | 'broken';

const TEXT: Readonly<Record<Status, string>> = {
  active: 'Connected',
  paused: 'Paused',
  revoked: 'Disconnected',
  none: 'Not connected',
  broken: 'Cannot be read',
};

const DOT: Readonly<Record<Status, string>> = {
  active: 'bg-gain',
  paused: 'bg-fomo-fill',
  revoked: 'bg-line-strong',
  none: 'bg-line-strong',
  broken: 'bg-loss',
};

export function StatusPill(props: { connection: ConnectionDto | undefined }) {
  const status = (): Status => {
    const now = props.connection;
    if (now === undefined) return 'none';
    return now.status === 'active' && now.problem !== null ? 'broken' : now.status;
  };
  return (
    <p class="flex items-center gap-2 text-sm text-ink-2">
      <span aria-hidden="true" class={`keeps-colour size-1.5 rounded-full ${DOT[status()]}`} />
      {TEXT[status()]}
    </p>
  );
}
