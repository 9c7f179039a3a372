import { Show } from 'solid-js';
import type { BrokerDto } from '../../../../contracts/brokers.ts';
import { Button } from '../../ui/button.tsx';
import { buttonId, type ConnectionActions } from './connection-actions.ts';

/** The ways to connect a broker that is not. */
export function ConnectChoice(props: { broker: BrokerDto; actions: ConnectionActions }) {
  const { doing, isBusy, connect, setAsking } = props.actions;
  const offers = (auth: BrokerDto['auth'][number]) => props.broker.auth.includes(auth);
  const how = () => {
    const { name, enabled } = props.broker;
    if (!enabled) return `${name} is not set up on this server. Upload an export below instead.`;
    if (offers('oauth2')) return `You allow it on ${name}’s own page and can take it back at any time.`;
    return `You make a key at ${name} that can only view, and can delete it there at any time.`;
  };
  return (
    <div class="flex flex-wrap items-center gap-x-4 gap-y-3">
      <p class="min-w-52 flex-1 text-ink-3">{how()}</p>
      <div class="flex flex-wrap gap-2">
        <Show when={offers('api_key') && offers('oauth2')}>
          <Button disabled={!props.broker.enabled} off={isBusy()} onClick={() => setAsking('key')}>
            Use an API key instead
          </Button>
        </Show>
        <Button
          id={buttonId(props.broker, 'connect')}
          look="primary"
          busy={doing() === 'connect'}
          off={isBusy()}
          disabled={!props.broker.enabled}
          onClick={() => (offers('oauth2') ? connect() : setAsking('key'))}
        >
          Connect {props.broker.name}
        </Button>
      </div>
    </div>
  );
}
