import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import type { FilePreview } from '../../../../../contracts/imports.ts';
import { useUpload } from './use-upload.ts';

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

test('a file that the server took is told of and let go', async () => {
  const { upload, imported } = await choose('first.csv');
  const importing = upload.send('import');
  (await nextRequest()).answer(202, JOB);
  expect(await importing).toBe(true);
  expect(imported).toEqual([JOB.jobId]);
  expect(upload.file()).toBeNull();
});

/** An upload whose file was looked into. */
async function choose(name: string) {
  const imported: string[] = [];
  const upload = useUpload({ onImport: (jobId) => imported.push(jobId), onChange: () => {} });
  const choosing = upload.choose(new File(['a'], name));
  (await nextRequest()).answer(200, PREVIEW);
  await choosing;
  return { upload, imported };
}

async function nextRequest(): Promise<FakeRequest> {
  return vi.waitFor(() => {
    const request = requests.shift();
    if (request === undefined) throw new Error('Nothing was sent.');
    return request;
  });
}
