import { Show } from 'solid-js';
import type { FilePreview } from '../../../../../contracts/imports.ts';
import { formatBytes } from '../../../format/bytes.ts';
import { Button } from '../../../ui/button.tsx';
import { ColumnMapper } from './column-mapper.tsx';
import { missingFields, zoneOf } from './mapping-draft.ts';
import { PreviewTable } from './preview-table.tsx';
import { RawRows } from './raw-rows.tsx';
import { tellPreview } from './tell-preview.ts';
import type { Upload } from './use-upload.ts';

interface ChosenFileProps {
  file: File;
  upload: Upload;
  onImport: () => void;
  onClose: () => void;
}

/** What a file is, what its first rows are read as, and what can be done with it. */
export function ChosenFile(props: ChosenFileProps) {
  return (
    <div class="border-t border-line px-5 pt-5 text-sm">
      <div class="flex items-baseline gap-x-4">
        <p class="min-w-0 flex-1 break-words text-ink-3">
          <span class="text-ink-2">{props.file.name}</span>, {formatBytes(props.file.size)}
        </p>
        <button
          type="button"
          class="-my-1 rounded py-1 font-medium text-ink-2 underline underline-offset-4 hover:text-ink [@media(pointer:coarse)]:-my-3 [@media(pointer:coarse)]:py-3"
          onClick={props.onClose}
        >
          Remove
        </button>
      </div>
      <Show when={props.upload.preview()}>
        {(preview) => <Found preview={preview()} upload={props.upload} onImport={props.onImport} />}
      </Show>
    </div>
  );
}

function Found(props: { preview: FilePreview; upload: Upload; onImport: () => void }) {
  const { draft, sending, ready } = props.upload;
  const isShown = () => ready() && props.preview.format !== null;
  const what = () => sending()?.what;
  /** A zone that is half typed changes no column: what was shown of them stays in sight. */
  const isOfOldZone = () => {
    const now = draft();
    return now !== null && missingFields(now).length === 0 && zoneOf(now) === null;
  };
  const isInSight = () => props.preview.format !== null && (ready() || isOfOldZone());

  return (
    <div class="pb-5">
      <div role="status" class="mt-3">
        <h3 class="text-lg">
          {draft() === null ? (props.preview.name ?? 'A known format') : 'Which column holds what?'}
        </h3>
        <p class="mt-0.5 text-ink-2">
          <Show
            when={isShown()}
            fallback={
              missing(props.upload) ??
              'Say which column holds what, and the first rows show how they are read.'
            }
          >
            {draft() !== null && 'This format is not known by name: look the columns over. '}
            {tellPreview(props.preview.sample, props.preview.rows.length)}
          </Show>
        </p>
      </div>
      <Show when={draft()}>
        {(now) => (
          <ColumnMapper
            draft={now()}
            preview={props.preview}
            problem={props.upload.problem()}
            fixed={props.upload.isBusy()}
            onChange={props.upload.map}
          />
        )}
      </Show>
      <div class="mt-4 flex flex-wrap items-center gap-3">
        <Button look="primary" busy={what() === 'import'} disabled={!isShown()} onClick={props.onImport}>
          Import
        </Button>
        <Button busy={what() === 'check'} disabled={!isShown()} onClick={() => props.upload.send('check')}>
          Check first
        </Button>
        <p class="min-w-40 flex-1 text-ink-3">A check says what an import would do, and keeps nothing.</p>
      </div>
      <Show when={isInSight() && props.preview.sample.length > 0}>
        <div class="mt-5 transition-opacity" classList={{ 'opacity-50': what() === 'preview' || !isShown() }}>
          <PreviewTable sample={props.preview.sample} />
        </div>
      </Show>
      <RawRows preview={props.preview} open={!isInSight()} />
    </div>
  );
}

function missing(upload: Upload): string | undefined {
  const draft = upload.draft();
  if (draft === null) return undefined;
  const names = missingFields(draft);
  if (names.length > 0) return `Its columns are not known by name. Still to be named: ${names.join(', ')}.`;
  return zoneOf(draft) === null
    ? 'There is no time zone of that name. Say which one the times are in, and the first rows show how they are read.'
    : undefined;
}
