import { createSignal, Show } from 'solid-js';
import type { Failure } from '../../failure.ts';
import { Button } from '../../ui/button.tsx';
import { UploadIcon } from '../../ui/icons.tsx';
import { FailureNotice } from '../../ui/notice.tsx';
import { Progress } from '../../ui/progress.tsx';
import { uploadTrades } from '../../upload.ts';

export function FileUpload(props: { onImport: (jobId: string) => void }) {
  let input: HTMLInputElement | undefined;
  const [over, setOver] = createSignal(false);
  const [sending, setSending] = createSignal<{ name: string; fraction: number } | null>(null);
  const [problem, setProblem] = createSignal<Failure | null>(null);

  async function send(file: File | undefined): Promise<void> {
    if (file === undefined || sending() !== null) return;
    setProblem(null);
    setSending({ name: file.name, fraction: 0 });
    const answer = await uploadTrades(file, (fraction) => setSending({ name: file.name, fraction }));
    setSending(null);
    if (input !== undefined) input.value = '';
    if (answer.ok) props.onImport(answer.value.jobId);
    else setProblem(answer.problem);
  }

  function drop(event: DragEvent): void {
    event.preventDefault();
    setOver(false);
    void send(event.dataTransfer?.files[0]);
  }

  return (
    <section
      id="upload"
      aria-labelledby="upload-title"
      class="scroll-mt-16"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <div
        class="rounded-lg border border-dashed border-line-strong px-5 py-6 transition-colors"
        classList={{ 'border-solid border-focus bg-hover': over() }}
      >
        <div class="flex flex-wrap items-center gap-x-6 gap-y-4">
          <div class="min-w-52 flex-1">
            <h2 id="upload-title" class="text-lg">
              Upload an export
            </h2>
            <p class="mt-1 text-sm text-ink-2">
              The fills export of Coinbase, as a CSV: drop it here, or choose it. Uploading the same file
              twice adds nothing.
            </p>
          </div>
          <input
            ref={input}
            type="file"
            accept=".csv,text/csv"
            class="sr-only"
            tabindex="-1"
            aria-label="Export file"
            onChange={(event) => send(event.currentTarget.files?.[0])}
          />
          <Button busy={sending() !== null} onClick={() => input?.click()}>
            <UploadIcon />
            Choose a file
          </Button>
        </div>
        <Show when={sending()}>
          {(now) => (
            <div class="mt-4" role="status">
              <p class="mb-2 truncate text-sm text-ink-2">Sending {now().name}</p>
              <Progress label="Sending the file" value={now().fraction} />
            </div>
          )}
        </Show>
      </div>
      <Show when={problem()}>
        {(shown) => (
          <div class="mt-3">
            <FailureNotice problem={shown()} />
          </div>
        )}
      </Show>
    </section>
  );
}
