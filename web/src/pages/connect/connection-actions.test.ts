import { afterAll, expect, test, vi } from 'vitest';
import { useConnection } from './connection-actions.ts';

vi.mock('../../ui/notify.tsx', () => ({ notify: () => {} }));

const JOB = { jobId: 'a'.repeat(64) };

const sent: string[] = [];
let settle: (answer: Response) => void = () => {};
vi.stubGlobal('fetch', async (path: string) => {
  if (path === '/api/auth/csrf') return Response.json({ token: 't' });
  sent.push(path);
  return new Promise<Response>((resolve) => {
    settle = resolve;
  });
});
afterAll(() => void vi.unstubAllGlobals());

test('one thing is done at a time, and one that runs stays told of until its own answer', async () => {
  const imported: string[] = [];
  const { doing, importTrades, change } = useConnection({
    broker: { broker: 'coinbase', name: 'Coinbase', auth: ['oauth2'], enabled: true },
    onChange: () => {},
    onImport: (jobId) => imported.push(jobId),
  });
  const importing = importTrades('import');
  await vi.waitFor(() => expect(sent).toEqual(['/api/trades/import']));
  await change('pause');
  expect([sent.length, doing()]).toEqual([1, 'import']);
  settle(Response.json(JOB));
  await importing;
  expect([imported, doing()]).toEqual([[JOB.jobId], null]);
});
