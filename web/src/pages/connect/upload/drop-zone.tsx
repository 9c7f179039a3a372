import { createSignal, type JSX } from 'solid-js';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icons.tsx';

interface DropZoneProps {
  chosen: boolean;
  /** The chosen file is being sent. */
  busy: boolean;
  onFile: (file: File | undefined) => void;
  children: JSX.Element;
}

/** Takes a file that is dropped on it or chosen. */
export function DropZone(props: DropZoneProps) {
  let input: HTMLInputElement | undefined;
  // Moving over what lies within leaves and enters again: the depth is what counts.
  const [depth, setDepth] = createSignal(0);

  function drop(event: DragEvent): void {
    event.preventDefault();
    setDepth(0);
    props.onFile(event.dataTransfer?.files[0]);
  }

  return (
    <section
      id="upload"
      aria-labelledby="upload-title"
      class="scroll-mt-16 rounded-lg border border-line-strong transition-colors"
      classList={{
        'border-dashed': !props.chosen && depth() === 0,
        'bg-surface': props.chosen && depth() === 0,
        'border-focus bg-hover': depth() > 0,
      }}
      onDragEnter={(event) => {
        event.preventDefault();
        setDepth((now) => now + 1);
      }}
      onDragOver={(event) => event.preventDefault()}
      onDragLeave={() => setDepth((now) => Math.max(0, now - 1))}
      onDrop={drop}
    >
      <div class="flex flex-wrap items-center gap-x-6 gap-y-4 px-5 py-5">
        <div class="min-w-52 flex-1">
          <h2 id="upload-title" class="text-lg">
            Upload an export
          </h2>
          <p class="mt-1 text-sm text-ink-2">
            A CSV of any venue: drop it here, or choose it. You see what it holds before anything is kept, and
            the same file twice adds nothing.
          </p>
        </div>
        <input
          ref={input}
          type="file"
          accept=".csv,.tsv,.txt,text/csv,text/plain"
          class="sr-only"
          tabindex="-1"
          aria-label="Export file"
          onChange={(event) => {
            props.onFile(event.currentTarget.files?.[0]);
            // The same file again is a choice too.
            event.currentTarget.value = '';
          }}
        />
        <Button id="choose-file" busy={props.busy} onClick={() => input?.click()}>
          <UploadIcon />
          {props.chosen ? 'Choose another file' : 'Choose a file'}
        </Button>
      </div>
      {props.children}
    </section>
  );
}

/** Here and not among the other icons, which the first load carries. */
const UploadIcon = () => (
  <Icon>
    <path d="M8 10.5V2.8M4.8 5.8 8 2.6l3.2 3.2M2.5 10.5v2a1 1 0 0 0 1 1h9a1 1 0 0 0 1-1v-2" />
  </Icon>
);
