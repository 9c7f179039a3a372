import {
  type ColumnMapping,
  type FileFormatId,
  type FilePreview,
  FilePreviewSchema,
} from '../../../../../contracts/imports.ts';
import { JobAcceptedSchema } from '../../../../../contracts/jobs.ts';
import { interpret, once, type RawAnswer, withCsrf } from '../../../api.ts';
import type { Answer } from '../../../failure.ts';

interface Watch {
  onProgress: (fraction: number) => void;
  /** Aborted: nobody wants the answer any more. */
  signal: AbortSignal;
}

/** How a file is to be read, and whether anything is kept of it. */
export interface UploadOrder {
  format: FileFormatId;
  mapping: ColumnMapping | null;
  dryRun: boolean;
}

/** Sends an export file to be imported, or to be told what an import of it would do. */
export function uploadTrades(
  file: File,
  { format, mapping, dryRun }: UploadOrder,
  watch: Watch,
): Promise<Answer<{ jobId: string }>> {
  const form = formOf(file, mapping);
  form.set('format', format);
  form.set('dryRun', String(dryRun));
  return withCsrf(async (token) =>
    interpret(await send('/api/trades/import/file', form, token, watch), JobAcceptedSchema),
  );
}

/** Looks into a file before anything is kept of it. */
export function previewTrades(
  file: File,
  mapping: ColumnMapping | null,
  watch: Watch,
): Promise<Answer<FilePreview>> {
  const form = formOf(file, mapping);
  return withCsrf(async (token) =>
    interpret(await send('/api/trades/import/file/preview', form, token, watch), FilePreviewSchema),
  );
}

function formOf(file: File, mapping: ColumnMapping | null): FormData {
  const form = new FormData();
  form.set('file', file);
  if (mapping !== null) form.set('mapping', JSON.stringify(mapping));
  return form;
}

function send(path: string, form: FormData, token: string, watch: Watch): Promise<RawAnswer> {
  return once(path, (key) => upload(path, form, { 'x-csrf-token': token, ...key }, watch));
}

/** fetch tells nothing of an upload's progress, hence XMLHttpRequest. */
function upload(
  path: string,
  form: FormData,
  headers: Record<string, string>,
  { onProgress, signal }: Watch,
): Promise<RawAnswer> {
  // What was aborted is not sent once more either.
  if (signal.aborted) return Promise.resolve(null);
  const request = new XMLHttpRequest();
  return new Promise((resolve) => {
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    };
    request.onload = () => {
      const retryAfter = request.getResponseHeader('retry-after');
      resolve({ status: request.status, text: request.responseText, retryAfter });
    };
    request.onerror = () => resolve(null);
    request.onabort = () => resolve(null);
    signal.addEventListener('abort', () => request.abort());
    request.open('POST', path);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.send(form);
  });
}
