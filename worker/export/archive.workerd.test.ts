import { env } from 'cloudflare:workers';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { keysOf } from '../../test/support/owner.ts';
import { Archive, type ArchiveState, ArchiveStateSchema, NO_ARCHIVE } from './archive.ts';
import { abortUpload } from './part-upload.ts';

const MB = 1024 * 1024;

/** A megabyte of text that deflates by no more than a quarter. */
function noise(): string {
  const pieces = Array.from({ length: MB / 65_536 }, () => {
    return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(49_152))));
  });
  return pieces.join('');
}

const CHUNKS = Array.from({ length: 14 }, noise);

/** As another worker would find it: nothing but what a row of the database can hold. */
const kept = (state: ArchiveState): ArchiveState =>
  ArchiveStateSchema.parse(JSON.parse(JSON.stringify(state)));

async function filesAt(key: string): Promise<Record<string, string>> {
  const object = await env.SNAPSHOTS.get(key);
  if (!object) throw new Error('There is no archive.');
  const files = unzipSync(new Uint8Array(await object.arrayBuffer()));
  return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes)]));
}

describe('an archive', () => {
  test('that is paused between any two chunks is whole in the end, in parts of R2', async () => {
    const key = `${crypto.randomUUID()}.zip`;
    const uploads: string[] = [];
    let state = NO_ARCHIVE;
    const goOn = () => Archive.open(env.SNAPSHOTS, key, state, async (id) => void uploads.push(id));
    for (const [at, chunk] of CHUNKS.entries()) {
      const archive = await goOn();
      expect(archive.openName).toBe(at === 0 ? null : 'trade.json');
      await archive.add('trade.json', chunk);
      state = kept(await archive.pause(`${key}.rest-${at}`));
    }
    expect(state.upload.parts.length).toBeGreaterThan(1);
    const last = await goOn();
    await last.endFile();
    await last.add('empty.csv', '');
    await last.endFile();
    const bytes = await last.finish();
    expect((await env.SNAPSHOTS.head(key))?.size).toBe(bytes);
    expect(await filesAt(key)).toEqual({ 'trade.json': CHUNKS.join(''), 'empty.csv': '' });
    expect(uploads).toHaveLength(1);
  });

  test('whose worker was killed after it had sent more parts is written on from where it was paused', async () => {
    const key = `${crypto.randomUUID()}.zip`;
    const open = (stood: ArchiveState) => Archive.open(env.SNAPSHOTS, key, stood, async () => undefined);
    const first = await open(NO_ARCHIVE);
    for (const chunk of CHUNKS.slice(0, 8)) await first.add('trade.json', chunk);
    const paused = kept(await first.pause(`${key}.rest`));
    const killed = await open(paused);
    for (const chunk of CHUNKS.slice(0, 8)) await killed.add('trade.json', chunk);
    const second = await open(paused);
    for (const chunk of CHUNKS.slice(8)) await second.add('trade.json', chunk);
    await second.endFile();
    await second.finish();
    expect(await filesAt(key)).toEqual({ 'trade.json': CHUNKS.join('') });
  });

  test('that is small is one object and no upload in parts', async () => {
    const key = `${crypto.randomUUID()}.zip`;
    const archive = await Archive.open(env.SNAPSHOTS, key, NO_ARCHIVE, async () => {
      throw new Error('An upload was begun.');
    });
    await archive.add('README.txt', 'Everything.');
    await archive.endFile();
    await archive.finish();
    expect(await filesAt(key)).toEqual({ 'README.txt': 'Everything.' });
  });

  test('that is abandoned leaves no object, however often, and cannot be finished', async () => {
    const key = `${crypto.randomUUID()}.zip`;
    let upload: string | null = null;
    const archive = await Archive.open(env.SNAPSHOTS, key, NO_ARCHIVE, async (id) => {
      upload = id;
    });
    for (const chunk of CHUNKS.slice(0, 8)) await archive.add('trade.json', chunk);
    await archive.abandon();
    await abortUpload(env.SNAPSHOTS, key, upload);
    await archive.endFile();
    await expect(archive.finish()).rejects.toThrow();
    expect(await keysOf(key)).toEqual([]);
  });

  test('without what it had left over is begun anew by whoever opens it', async () => {
    const key = `${crypto.randomUUID()}.zip`;
    const upload = { uploadId: null, parts: [], rest: `${key}.rest` };
    await expect(
      Archive.open(env.SNAPSHOTS, key, { ...NO_ARCHIVE, upload }, async () => undefined),
    ).rejects.toThrow('gone');
  });
});
