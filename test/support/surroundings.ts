import type { TestProject } from 'vitest/node';
import { makeScratchDir } from '../../dev/scratch-dir.ts';
import './provided.ts';
import { startWorlds } from './worlds.ts';

/** What all files of tests in workerd share: see worlds.ts. Every test brings its own user. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const scratch = makeScratchDir();
  const worlds = await startWorlds(scratch.path);
  project.provide('worldsUrl', worlds.url);
  return async () => {
    await worlds.stop();
    scratch.remove();
  };
}
