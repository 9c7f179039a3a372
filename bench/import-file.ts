import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { JobAcceptedSchema } from '../contracts/jobs.ts';
import { parse, TwinClient } from '../dev/client.ts';
import { startProductionStack } from '../dev/production-stack.ts';
import { exportOf } from './import-file/export.ts';
import { workerdPeakMb } from './workerd-memory.ts';

/** From the upload of a large export to its last stored row, at the production build with the real Postgres. Without ids: every row is hashed. */

const ROWS = Number(process.argv[2] ?? 200_000);
const BUDGET_S = 60;
const HEAP_MB = 128;
const POLL_MS = 500;
const PATIENCE_MS = 600_000;

/** The reading of the job by itself, in a heap of a Worker's size; it ends the process where that is not enough. */
function readInHeap(): { readings: number; seconds: number; peakMb: number } {
  const script = fileURLToPath(new URL('./import-file/read.ts', import.meta.url));
  const args = [`--max-old-space-size=${HEAP_MB}`, script, String(ROWS)];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }));
}

const { readings, seconds, peakMb } = readInHeap();
console.log(
  `reading alone, in a heap of ${HEAP_MB} MB: ${readings} rows in ${seconds.toFixed(1)} s, ${peakMb.toFixed(0)} MB used at the most`,
);

const stack = await startProductionStack();
let kept = false;
try {
  const client = new TwinClient(stack.origin);
  await client.enter({ email: 'bench@example.com', password: 'benchmarks need no secret' });
  await client.csrfToken();
  const text = exportOf(ROWS);
  const idleMb = workerdPeakMb();
  const begun = performance.now();
  const { jobId } = await parse(await client.uploadFile('trades.csv', text), JobAcceptedSchema);
  const accepted = performance.now();
  const uploadedMb = workerdPeakMb();
  let job = await client.job(jobId);
  while ((job.status === 'queued' || job.status === 'running') && performance.now() - begun < PATIENCE_MS) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    job = await client.job(jobId);
  }
  const seconds = (performance.now() - begun) / 1000;
  const { inserted, pages } = job.progress;
  kept = job.status === 'done' && inserted === ROWS && seconds <= BUDGET_S;
  console.log(
    `${(text.length / 1024 / 1024).toFixed(1)} MiB, ${inserted} of ${ROWS} rows in ${pages} pages: ${job.status}`,
  );
  console.log(
    `accepted after ${((accepted - begun) / 1000).toFixed(2)} s, last row stored after ${seconds.toFixed(1)} s of ${BUDGET_S} s`,
  );
  console.log(
    `workerd ${workerdPeakMb().toFixed(0)} MB at the most, ${idleMb.toFixed(0)} MB before the upload, ${uploadedMb.toFixed(0)} MB after it`,
  );
} finally {
  await stack.stop();
}
process.exit(kept ? 0 : 1);
