import { Show } from 'solid-js';
import { Button } from '../../../ui/button.tsx';
import { FailureNotice } from '../../../ui/notice.tsx';
import { Progress } from '../../../ui/progress.tsx';
import { JobReport } from '../job-report.tsx';
import { wouldChange } from '../tell-import.ts';
import { ChosenFile } from './chosen-file.tsx';
import { DropZone } from './drop-zone.tsx';
import { UnderstoodExports } from './understood-exports.tsx';
import { type Sending, useUpload } from './use-upload.ts';

const SENDING: Readonly<Record<Sending, string>> = {
  preview: 'Looking into',
  check: 'Sending',
  import: 'Sending',
};

interface FileUploadProps {
  /** The import or check that is told of here. */
  job: { id: string } | undefined;
  onJob: (jobId: string | null) => void;
  onEnd: () => void;
}

/** Trades out of a file: look at it, check it, import it. */
export function FileUpload(props: FileUploadProps) {
  let report: HTMLDivElement | undefined;
  const upload = useUpload({
    onImport: (jobId) => props.onJob(jobId),
    onChange: () => props.job !== undefined && props.onJob(null),
  });

  async function importIt(): Promise<void> {
    // The pressed button goes with the file; what comes of it is told here.
    if (await upload.send('import')) report?.focus();
  }

  function close(): void {
    upload.drop();
    document.getElementById('choose-file')?.focus();
  }

  return (
    <div>
      <DropZone onFile={upload.choose} chosen={upload.file() !== null} busy={upload.isBusy()}>
        <Show when={upload.file()}>
          {(file) => <ChosenFile file={file()} upload={upload} onImport={importIt} onClose={close} />}
        </Show>
        <div role="status">
          <Show when={upload.sending()}>
            {(now) => (
              <div class="mt-4 px-5 pb-5">
                <p class="mb-2 truncate text-sm text-ink-2">
                  {SENDING[now().what]} {upload.file()?.name}
                </p>
                <Progress
                  label={now().what === 'preview' ? 'Looking into the file' : 'Sending the file'}
                  value={now().fraction < 1 ? now().fraction : null}
                />
              </div>
            )}
          </Show>
        </div>
        <Show when={upload.problem()}>
          {(shown) => (
            <div class="px-5 pt-3 pb-5">
              <FailureNotice problem={shown()} {...(upload.canLookAgain() && { onRetry: upload.look })} />
            </div>
          )}
        </Show>
      </DropZone>
      <div ref={report} tabindex="-1" class="outline-none">
        <Show when={props.job} keyed>
          {({ id }) => (
            <div class="mt-4 rounded-lg border border-line bg-surface px-5 py-5">
              <JobReport
                jobId={id}
                onEnd={props.onEnd}
                onClose={() => {
                  props.onJob(null);
                  document.getElementById('choose-file')?.focus();
                }}
                afterCheck={(progress) => (
                  <Show
                    when={upload.file() !== null}
                    fallback={
                      <p class="text-ink-3">Nothing was kept of the file. Choose it again to import it.</p>
                    }
                  >
                    <Button
                      look="primary"
                      busy={upload.sending()?.what === 'import'}
                      disabled={wouldChange(progress) === 0}
                      onClick={importIt}
                    >
                      {importLabel(wouldChange(progress))}
                    </Button>
                  </Show>
                )}
              />
            </div>
          )}
        </Show>
      </div>
      <UnderstoodExports />
    </div>
  );
}

function importLabel(count: number): string {
  if (count === 0) return 'Nothing to import';
  return count === 1 ? 'Import this one' : `Import these ${count.toLocaleString('en')}`;
}
