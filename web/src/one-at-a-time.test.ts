import { expect, test } from 'vitest';
import { oneAtATime } from './one-at-a-time.ts';

test('what is asked for while it is done is done once more after it, and never beside it', async () => {
  let underWay = 0;
  let done = 0;
  const look = oneAtATime(async () => {
    underWay += 1;
    expect(underWay).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 1));
    underWay -= 1;
    done += 1;
  });
  await Promise.all([look(), look(), look()]);
  expect(done).toBe(2);
  await look();
  expect(done).toBe(3);
});

test('all who ask are told what the last came to', async () => {
  let calls = 0;
  const look = oneAtATime(async () => {
    await Promise.resolve();
    calls += 1;
    return calls;
  });
  expect(await Promise.all([look(), look()])).toEqual([2, 2]);
});

test('one that fails does not keep the next from being done', async () => {
  let calls = 0;
  const look = oneAtATime(async () => {
    calls += 1;
    if (calls === 1) throw new Error('The first fails.');
  });
  await expect(look()).rejects.toThrow('The first fails.');
  await look();
  expect(calls).toBe(2);
});
