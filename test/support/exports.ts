import { env } from 'cloudflare:workers';
import { strFromU8, unzipSync } from 'fflate';
import { vi } from 'vitest';
import { JobAcceptedSchema } from '../../contracts/jobs.ts';
import { type ExportDto, ExportsResponseSchema } from '../../contracts/privacy.ts';
import { parse, type TwinClient } from '../../dev/client.ts';

export async function exportsOf(client: TwinClient): Promise<ExportDto[]> {
  return (await parse(await client.get('/api/account/exports'), ExportsResponseSchema)).exports;
}

/** Asks for an export and waits for its end. */
export async function exported(client: TwinClient): Promise<ExportDto> {
  const { jobId } = await parse(await client.post('/api/account/export'), JobAcceptedSchema);
  return vi.waitUntil(
    async () => (await exportsOf(client)).find(({ id, status }) => id === jobId && status === 'done'),
    { timeout: 25_000, interval: 100 },
  );
}

/** The files of an archive by their names, as texts. */
export function textsIn(zip: ArrayBuffer): Record<string, string> {
  const files = unzipSync(new Uint8Array(zip));
  return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes)]));
}

export async function textsAt(key: string): Promise<Record<string, string>> {
  const object = await env.SNAPSHOTS.get(key);
  if (!object) throw new Error(`There is no ${key}.`);
  return textsIn(await object.arrayBuffer());
}
