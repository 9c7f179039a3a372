import { batch, createSignal, Show } from 'solid-js';
import {
  type BrokerDto,
  type ConnectionDto,
  ConnectionResponseSchema,
} from '../../../../contracts/brokers.ts';
import { post } from '../../api.ts';
import { fieldMessage } from '../../failure.ts';
import { Button } from '../../ui/button.tsx';
import { focusField } from '../../ui/focus-field.ts';
import { useSubmission } from '../../ui/submission.ts';
import { TextField } from '../../ui/text-field.tsx';
import { goToUpload } from './go-to-upload.ts';
import { KeyRefused } from './key-refused.tsx';
import type { KeyGuide } from './key-steps.ts';
import { readPastedKey } from './read-pasted-key.ts';
import { SecretField } from './secret-field.tsx';

interface KeyFormProps {
  broker: BrokerDto;
  guide: KeyGuide;
  onClose: () => void;
  onAccepted: (connection: ConnectionDto) => void;
}

export function KeyForm(props: KeyFormProps) {
  let form: HTMLFormElement | undefined;
  const [key, setKey] = createSignal('');
  const [secret, setSecret] = createSignal('');
  const { asked, busy, problem, changed, submit } = useSubmission({
    valid: () => key().trim() !== '' && secret().trim() !== '',
    async send() {
      const path = `/api/brokers/${props.broker.broker}/connect/start`;
      const body = { apiKey: key().trim(), apiSecret: secret().trim() };
      // Whatever comes of it, the secret stays in the page no longer than it takes to send it.
      setSecret('');
      const answer = await post(path, ConnectionResponseSchema, body);
      if (!answer.ok) return answer.problem;
      props.onAccepted(answer.value.connection);
      return null;
    },
  });
  const isMissing = (value: string) => asked() && value.trim() === '';
  const keyError = () => {
    if (isMissing(key())) return `Paste the ${lower(props.guide.keyLabel)} here.`;
    if (problem()?.code === 'api_key_invalid') return `${problem()?.detail} Or make a new one as above.`;
    return fieldMessage(problem(), 'apiKey');
  };
  const secretError = () =>
    isMissing(secret())
      ? `Paste the ${lower(props.guide.secretLabel)} here.`
      : fieldMessage(problem(), 'apiSecret');

  focusField(() => form, 'input');

  function paste(event: ClipboardEvent): void {
    const pasted = readPastedKey(event.clipboardData?.getData('text') ?? '');
    if (pasted === null) return;
    event.preventDefault();
    batch(() => {
      changed(setKey)(pasted.apiKey);
      setSecret(pasted.apiSecret);
    });
  }

  return (
    <form ref={form} class="flex flex-col gap-5" novalidate onSubmit={submit} onPaste={paste}>
      <Show when={problem()?.code !== 'api_key_invalid' && problem()}>
        {(shown) => (
          <KeyRefused
            name={props.broker.name}
            problem={shown()}
            onUpload={() => {
              props.onClose();
              // The dialog gives the focus back in a timeout of its own, queued before this one.
              setTimeout(goToUpload);
            }}
          />
        )}
      </Show>
      <TextField
        label={props.guide.keyLabel}
        name="api-key"
        value={key()}
        onChange={changed(setKey)}
        error={keyError()}
        required
      />
      <SecretField
        label={props.guide.secretLabel}
        value={secret()}
        onChange={changed(setSecret)}
        error={secretError()}
        hint={
          problem() === null
            ? 'It is kept encrypted on the server and never shown again.'
            : 'It was not kept here: paste it again to try once more.'
        }
      />
      <div class="flex justify-end gap-2">
        <Button look="ghost" onClick={props.onClose}>
          Cancel
        </Button>
        <Button look="primary" type="submit" busy={busy()}>
          {busy() ? 'Asking what it may do…' : 'Connect'}
        </Button>
      </div>
    </form>
  );
}

function lower(label: string): string {
  return label.startsWith('API') ? label : label.toLowerCase();
}
