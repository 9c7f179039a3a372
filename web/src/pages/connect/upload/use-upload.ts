import { batch, createSignal, onCleanup } from 'solid-js';
import type { FilePreview } from '../../../../../contracts/imports.ts';
import type { Answer, Failure } from '../../../failure.ts';
import { notify } from '../../../ui/notify.tsx';
import { headOf } from './file-head.ts';
import { guessMapping } from './guess-mapping.ts';
import { completeMapping, type MappingDraft } from './mapping-draft.ts';
import { previewTrades, uploadTrades } from './send-file.ts';

/** Choices come in a row; the preview follows the last of them. */
const SETTLE_MS = 250;

const BLAMES_FILE: ReadonlySet<string> = new Set([
  'file_unreadable',
  'file_format_unknown',
  'mapping_invalid',
  'payload_too_large',
  'unsupported_media_type',
  'invalid_request',
]);

/** Of a file that was changed, moved or deleted on disk. */
const FILE_GONE: Answer<never> = {
  ok: false,
  problem: {
    code: 'file_unreadable',
    title: 'File not readable',
    detail: 'This file cannot be read any more: it was changed, moved or deleted. Choose it again.',
    fields: [],
  },
};

export type Sending = 'preview' | 'check' | 'import';

interface UploadProps {
  onImport: (jobId: string) => void;
  /** What was said of a file before no longer holds. */
  onChange: () => void;
}

/** One chosen file, from the first look at it until its import begins. */
export function useUpload(props: UploadProps) {
  const [file, setFile] = createSignal<File | null>(null);
  const [preview, setPreview] = createSignal<FilePreview | null>(null);
  const [draft, setDraft] = createSignal<MappingDraft | null>(null);
  const [sending, setSending] = createSignal<{ what: Sending; fraction: number } | null>(null);
  const [problem, setProblem] = createSignal<Failure | null>(null);
  const [lookFailed, setLookFailed] = createSignal(false);
  const mapping = () => {
    const now = draft();
    return now === null ? null : completeMapping(now);
  };
  const ready = () => preview() !== null && (draft() === null || mapping() !== null);

  let turn = 0;
  /** Aborted with the file that it is of. */
  let dropped = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => {
    clearTimeout(timer);
    turn += 1;
  });

  /** Of what is sent now. */
  function watch(what: Sending) {
    const mine = turn;
    const onProgress = (fraction: number) => mine === turn && setSending({ what, fraction });
    return { signal: dropped.signal, onProgress };
  }

  async function look(): Promise<void> {
    const chosen = file();
    if (chosen === null) return;
    turn += 1;
    const mine = turn;
    setSending({ what: 'preview', fraction: 0 });
    const watched = watch('preview');
    const head = await headOf(chosen);
    const answer = head === null ? FILE_GONE : await previewTrades(head, mapping(), watched);
    if (mine !== turn) return;
    batch(() => {
      setSending(null);
      setProblem(answer.ok ? null : answer.problem);
      setLookFailed(!answer.ok);
      if (answer.ok) setPreview(answer.value);
    });
    if (answer.ok && answer.value.format === null && draft() === null) {
      setDraft(guessMapping(answer.value.columns, answer.value.rows, chosen.name));
      if (mapping() !== null) await look();
    }
  }

  async function choose(chosen: File | undefined): Promise<void> {
    if (chosen === undefined) return;
    if (isBusy()) {
      await notify(`${file()?.name} is still being sent. Wait for it, or remove it first.`);
      return;
    }
    drop();
    setFile(chosen);
    await look();
  }

  /** Of an import or a check; a look at the file gives way to what is done next. */
  function isBusy(): boolean {
    const what = sending()?.what;
    return what === 'check' || what === 'import';
  }

  function drop(): void {
    clearTimeout(timer);
    turn += 1;
    dropped.abort();
    dropped = new AbortController();
    batch(() => {
      setFile(null);
      setPreview(null);
      setDraft(null);
      setProblem(null);
      setSending(null);
    });
    props.onChange();
  }

  function map(next: MappingDraft): void {
    setDraft(next);
    props.onChange();
    clearTimeout(timer);
    if (mapping() !== null) timer = setTimeout(look, SETTLE_MS);
  }

  /** True once the server took it. */
  async function send(what: 'check' | 'import'): Promise<boolean> {
    const chosen = file();
    const format = preview()?.format ?? 'generic';
    if (chosen === null || isBusy() || !ready()) return false;
    clearTimeout(timer);
    turn += 1;
    const mine = turn;
    setProblem(null);
    setLookFailed(false);
    setSending({ what, fraction: 0 });
    const order = { format, mapping: mapping(), dryRun: what === 'check' };
    const watched = watch(what);
    const isThere = (await headOf(chosen)) !== null;
    const answer = isThere ? await uploadTrades(chosen, order, watched) : FILE_GONE;
    if (mine !== turn) {
      // Its page was left, so that nothing there can tell.
      if (!watched.signal.aborted && !answer.ok)
        await notify(
          `${chosen.name} was not ${what === 'import' ? 'imported' : 'checked'}. ${answer.problem.detail}`,
        );
      return false;
    }
    setSending(null);
    if (!answer.ok) {
      setProblem(answer.problem);
      return false;
    }
    if (what === 'import') drop();
    props.onImport(answer.value.jobId);
    return true;
  }

  /** A look is worth another one where the file was not to blame. An import is asked for by its own button. */
  const canLookAgain = () => lookFailed() && !BLAMES_FILE.has(problem()?.code ?? '');

  return {
    file,
    preview,
    draft,
    sending,
    isBusy,
    problem,
    canLookAgain,
    ready,
    choose,
    drop,
    look,
    map,
    send,
  };
}

export type Upload = ReturnType<typeof useUpload>;
