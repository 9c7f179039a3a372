import { For } from 'solid-js';
import type { BrokerDto, ConnectionDto } from '../../../../contracts/brokers.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { KeyForm } from './key-form.tsx';
import { keyGuide } from './key-steps.ts';

interface KeyDialogProps {
  open: boolean;
  broker: BrokerDto;
  onClose: () => void;
  onAccepted: (connection: ConnectionDto) => void;
}

/** Asks for a key that the trader made at the broker, and says how to make one. */
export function KeyDialog(props: KeyDialogProps) {
  const guide = () => keyGuide(props.broker.broker, props.broker.name);
  return (
    <Dialog open={props.open} title={`A key of ${props.broker.name}`} onClose={props.onClose}>
      <ol class="mb-5 flex list-decimal flex-col gap-1.5 pl-5 text-sm text-ink-2 marker:text-ink-3">
        <For each={guide().steps}>{(step) => <li class="pl-1">{step}</li>}</For>
      </ol>
      <KeyForm broker={props.broker} guide={guide()} onClose={props.onClose} onAccepted={props.onAccepted} />
    </Dialog>
  );
}
