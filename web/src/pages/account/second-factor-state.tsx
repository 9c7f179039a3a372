import { Show } from 'solid-js';
import type { SecondFactor } from '../../../../contracts/account-security.ts';
import { Button } from '../../ui/button.tsx';
import { tellCodesLeft } from './tell-codes.ts';

interface SecondFactorStateProps {
  factor: SecondFactor;
  onStart: () => void;
  onRenew: () => void;
  onStop: () => void;
}

export function SecondFactorState(props: SecondFactorStateProps) {
  return (
    <>
      <p class="flex items-center gap-2 font-medium">
        <span
          aria-hidden="true"
          class={`keeps-colour size-1.5 rounded-full ${props.factor.active ? 'bg-gain' : 'bg-line-strong'}`}
        />
        {props.factor.active ? 'On' : 'Off'}
      </p>
      <Show
        when={props.factor.active}
        fallback={
          <>
            <p class="mt-1.5 text-ink-2">
              It takes an authenticator app, such as the one that is built into your phone’s password manager.
            </p>
            <div class="mt-4">
              <Button onClick={props.onStart}>Set up</Button>
            </div>
          </>
        }
      >
        <p class="mt-1.5 text-ink-2">{tellCodesLeft(props.factor.recoveryCodesLeft)}</p>
        <div class="mt-4 flex flex-wrap gap-2">
          <Button onClick={props.onRenew}>New recovery codes</Button>
          <Button look="danger" onClick={props.onStop}>
            Turn off
          </Button>
        </div>
      </Show>
    </>
  );
}
