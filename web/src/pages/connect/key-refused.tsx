import { Match, Switch } from 'solid-js';
import type { Failure } from '../../failure.ts';
import { Button } from '../../ui/button.tsx';
import { FailureNotice, Notice } from '../../ui/notice.tsx';

interface KeyRefusedProps {
  name: string;
  problem: Failure;
  onUpload: () => void;
}

/** Why a key was not taken, where it is not the key's own field that tells, and the way out. */
export function KeyRefused(props: KeyRefusedProps) {
  const upload = () => <Button onClick={props.onUpload}>Upload a file instead</Button>;
  return (
    <Switch fallback={<FailureNotice problem={props.problem} />}>
      <Match when={props.problem.code === 'api_key_can_trade'}>
        <Notice tone="bad" title="This key can do more than view.">
          {props.problem.detail} It is safest to delete this one at {props.name}.
        </Notice>
      </Match>
      <Match when={props.problem.code === 'invite_required'}>
        <Notice tone="bad" title={`${props.name} is by invitation for now.`} actions={upload()}>
          {props.problem.detail}
        </Notice>
      </Match>
      <Match when={props.problem.code === 'broker_region_blocked'}>
        <FailureNotice problem={props.problem} actions={upload()} />
      </Match>
    </Switch>
  );
}
