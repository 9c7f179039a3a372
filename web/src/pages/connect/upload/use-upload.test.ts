import { createRoot } from 'solid-js';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import type { FilePreview } from '../../../../../contracts/imports.ts';
import { useUpload } from './use-upload.ts';

const told: string[] = [];
vi.mock('../../../ui/notify.tsx', () => ({ notify: (text: string) => void told.push(text) }));

const PREVIEW: FilePreview = {
  format: 'coinbase-fills',
  name: 'Coinbase fills',
  broker: 'coinbase',
  encoding: 'utf-8',
  delimiter: ',',
  columns: [],
  rows: [],
  sample: [],
};
const PROBLEM = { type: 'urn:x', title: 'x', status: 503, requestId: 'r-1' };
const JOB = { jobId: 'a'.repeat(64) };

/** A browser's request, which the test answers. */
class FakeRequest {
  upload: { onprogress?: (event: unknown) => void } = {};
  onload?: () => void;
  onabort?: () => void;
  status = 0;
  responseText = '';
  aborted = false;
  path = '';

  open(_method: string, path: string): void {
    this.path = path;
    requests.push(this);
  }
  setRequestHeader(): void {}
  getResponseHeader(): null {
    return null;
  }
  send(): void {}
  abort(): void {
    this.aborted = true;
    this.onabort?.();
  }
  progress(loaded: number): void {
    this.upload.onprogress?.({ lengthComputable: true, loaded, total: 1 });
  }
  answer(status: number, body: unknown): void {
    this.status = status;
    this.responseText = JSON.stringify(body);
    this.onload?.();
  }
}

let requests: FakeRequest[] = [];
vi.stubGlobal('XMLHttpRequest', FakeRequest);
vi.stubGlobal('fetch', async () => Response.json({ token: 't' }));
afterAll(() => void vi.unstubAllGlobals());
beforeEach(() => {
  requests = [];
  told.length = 0;
});

test('a file that is removed while it is sent is sent no further, and what comes of it changes nothing', async () => {
  const { upload, imported } = await choose('first.csv');
  const importing = upload.send('import');
  const request = await nextRequest();
  request.progress(0.4);
  expect(upload.sending()).toEqual({ what: 'import', fraction: 0.4 });

  upload.drop();
  expect(request.aborted).toBe(true);
  request.progress(0.5);
  request.answer(202, JOB);
  expect(await importing).toBe(false);
  expect([upload.sending(), upload.problem(), upload.file()]).toEqual([null, null, null]);
  expect(imported).toEqual([]);
  // Nothing is sent once more, as it is where the network was to blame.
  expect(requests).toEqual([]);
});

test('a file that is chosen after another was removed stays', async () => {
  const { upload, imported } = await choose('first.csv');
  const importing = upload.send('import');
  await nextRequest();
  upload.drop();
  const choosing = upload.choose(new File(['a'], 'second.csv'));
  await importing;
  (await nextRequest()).answer(200, PREVIEW);
  await choosing;
  expect(upload.file()?.name).toBe('second.csv');
  expect(upload.preview()).toMatchObject(PREVIEW);
  expect(imported).toEqual([]);
});

test('a file that is chosen while another is sent is told to wait', async () => {
  const { upload } = await choose('first.csv');
  const importing = upload.send('import');
  const request = await nextRequest();
  expect(upload.isBusy()).toBe(true);
  await upload.choose(new File(['a'], 'second.csv'));
  expect(upload.file()?.name).toBe('first.csv');
  expect(told).toEqual(['first.csv is still being sent. Wait for it, or remove it first.']);
  request.answer(202, JOB);
  await importing;
  expect(upload.isBusy()).toBe(false);
});

test('a file that the server took is told of and let go', async () => {
  const { upload, imported } = await choose('first.csv');
  const importing = upload.send('import');
  (await nextRequest()).answer(202, JOB);
  expect(await importing).toBe(true);
  expect(imported).toEqual([JOB.jobId]);
  expect(upload.file()).toBeNull();
});

test('a file that changed on disk since it was chosen is to be chosen again, and is not sent', async () => {
  const { upload } = await choose('first.csv', changing);
  await upload.look();
  expect(upload.sending()).toBeNull();
  expect(upload.problem()).toMatchObject({ detail: expect.stringContaining('Choose it again') });
  expect(upload.canLookAgain()).toBe(false);

  expect(await upload.send('import')).toBe(false);
  expect(upload.sending()).toBeNull();
  expect(upload.problem()).toMatchObject({ detail: expect.stringContaining('Choose it again') });
  expect(requests).toEqual([]);
});

test('an import that fails after its page was left is told of all the same', async () => {
  const { upload, leave } = await choose('first.csv');
  const importing = upload.send('import');
  const request = await nextRequest();
  leave();
  request.answer(503, { ...PROBLEM, code: 'unavailable', detail: 'Try again in a few seconds.' });
  expect(await importing).toBe(false);
  expect(told).toEqual(['first.csv was not imported. Try again in a few seconds.']);
});

test('of a file that was removed nothing is told', async () => {
  const { upload } = await choose('first.csv');
  const importing = upload.send('import');
  await nextRequest();
  upload.drop();
  await importing;
  expect(told).toEqual([]);
});

/** Can be read once, and never again. */
function changing(file: File): File {
  const gone = () => Promise.reject(new DOMException('It changed.', 'NotReadableError'));
  let reads = 0;
  return Object.assign(file, {
    slice: () => {
      reads += 1;
      return reads === 1 ? new Blob(['a']) : { arrayBuffer: gone };
    },
  });
}

/** An upload whose file was looked into. */
async function choose(name: string, as = (file: File) => file) {
  const imported: string[] = [];
  const { upload, leave } = createRoot((dispose) => ({
    upload: useUpload({ onImport: (jobId) => imported.push(jobId), onChange: () => {} }),
    leave: dispose,
  }));
  const choosing = upload.choose(as(new File(['a'], name)));
  (await nextRequest()).answer(200, PREVIEW);
  await choosing;
  return { upload, imported, leave };
}

async function nextRequest(): Promise<FakeRequest> {
  return vi.waitFor(() => {
    const request = requests.shift();
    if (request === undefined) throw new Error('Nothing was sent.');
    return request;
  }, 10_000);
}
