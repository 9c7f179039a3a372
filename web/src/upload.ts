import { JobAcceptedSchema } from '../../contracts/jobs.ts';
import { interpret, type RawAnswer, withCsrf } from './api.ts';
import type { Answer } from './failure.ts';

/** Sends an export file. fetch tells nothing of an upload's progress, hence XMLHttpRequest. */
export function uploadTrades(
  file: File,
  onProgress: (fraction: number) => void,
): Promise<Answer<{ jobId: string }>> {
  return withCsrf(async (token) => interpret(await send(file, token, onProgress), JobAcceptedSchema));
}

function send(file: File, token: string, onProgress: (fraction: number) => void): Promise<RawAnswer> {
  const form = new FormData();
  form.set('file', file);
  const request = new XMLHttpRequest();
  return new Promise((resolve) => {
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    };
    request.onload = () => resolve({ status: request.status, text: request.responseText });
    request.onerror = () => resolve(null);
    request.onabort = () => resolve(null);
    request.open('POST', '/api/trades/import/file');
    request.setRequestHeader('x-csrf-token', token);
    request.send(form);
  });
}
