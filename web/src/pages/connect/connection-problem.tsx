import type { ConnectionDto } from '../../../../contracts/brokers.ts';
import type { JobError } from '../../../../contracts/jobs.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { goToUpload } from './go-to-upload.ts';
import { tellWayOut, wayOut } from './way-out.ts';

interface ConnectionProblemProps {
  name: string;
  connection: ConnectionDto;
  problem: JobError;
  busy: boolean;
  off: boolean;
  onReconnect: () => void;
  onNewKey: () => void;
}

/** Why a connection cannot be read at present, and what ends it. */
export function ConnectionProblem(props: ConnectionProblemProps) {
  const way = () => wayOut(props.problem.code, props.connection.auth);
  const action = () => {
    switch (way()) {
      case 'reconnect':
        return (
          <Button look="primary" busy={props.busy} off={props.off} onClick={props.onReconnect}>
            Reconnect {props.name}
          </Button>
        );
      case 'new-key':
        return (
          <Button look="primary" off={props.off} onClick={props.onNewKey}>
            Enter a new key
          </Button>
        );
      case 'upload':
      case 'wait':
        return undefined;
    }
  };
  return (
    <Notice
      tone="bad"
      title={`${props.name} cannot be read at present.`}
      actions={
        <>
          {action()}
          <Button onClick={goToUpload}>Upload a file</Button>
        </>
      }
    >
      {props.problem.message} {tellWayOut(way(), props.name)}
    </Notice>
  );
}
