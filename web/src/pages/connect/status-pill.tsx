import type { ConnectionDto } from '../../../../contracts/brokers.ts';

type Status = ConnectionDto['status'] | 'none';

const TEXT: Readonly<Record<Status, string>> = {
  active: 'Connected',
  paused: 'Paused',
  revoked: 'Disconnected',
  none: 'Not connected',
};

const DOT: Readonly<Record<Status, string>> = {
  active: 'bg-gain',
  paused: 'bg-fomo-fill',
  revoked: 'bg-line-strong',
  none: 'bg-line-strong',
};

export function StatusPill(props: { status: ConnectionDto['status'] | undefined }) {
  const status = () => props.status ?? 'none';
  return (
    <p class="flex items-center gap-2 text-sm text-ink-2">
      <span aria-hidden="true" class={`keeps-colour size-1.5 rounded-full ${DOT[status()]}`} />
      {TEXT[status()]}
    </p>
  );
}
