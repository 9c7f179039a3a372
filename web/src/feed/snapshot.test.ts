import { describe, expect, it } from 'vitest';
import { applyEvents, EMPTY_FEED } from './reducer.ts';
import { dropSnapshots, readSnapshot, writeSnapshot } from './snapshot.ts';
import { imported, reflected, ulid } from './test-events.ts';

const state = applyEvents(EMPTY_FEED, [
  reflected(1, 'a', 'FOMO', '2026-03-05T12:00:00.000Z'),
  reflected(2, 'b', 'PANIC', '2026-03-01T12:00:00.000Z'),
  imported(3, '0'),
]);

describe('what a tab keeps over a reload', () => {
  it('is what was shown, with the cursor that goes with it', () => {
    const storage = new FakeStorage();
    writeSnapshot(storage, 'user', state);
    const restored = readSnapshot(storage, 'user');
    expect(restored.reflections).toEqual(state.reflections);
    expect(restored.imports).toEqual(state.imports);
    expect(restored.labels).toEqual(state.labels);
    expect(restored.cursor).toBe(ulid(3));
  });

  it('is nobody else’s', () => {
    const storage = new FakeStorage();
    writeSnapshot(storage, 'user', state);
    expect(readSnapshot(storage, 'another')).toBe(EMPTY_FEED);
    dropSnapshots(storage);
    expect(readSnapshot(storage, 'user')).toBe(EMPTY_FEED);
  });

  it('is nothing where it cannot be read or written', () => {
    const storage = new FakeStorage();
    storage.setItem('feed:user', '{"cursor":7}');
    expect(readSnapshot(storage, 'user')).toBe(EMPTY_FEED);
    storage.full = true;
    writeSnapshot(storage, 'user', state);
    expect(storage.getItem('feed:user')).toBeNull();
  });
});

/** Node has no sessionStorage; this one can be full. Items are own properties, as a browser has them. */
class FakeStorage implements Storage {
  [name: string]: unknown;
  full = false;

  get length(): number {
    return Object.keys(this).length;
  }
  clear(): void {}
  key(): string | null {
    return null;
  }
  getItem(name: string): string | null {
    const value = this[name];
    return typeof value === 'string' ? value : null;
  }
  setItem(name: string, value: string): void {
    if (this.full) throw new Error('QuotaExceededError');
    this[name] = value;
  }
  removeItem(name: string): void {
    delete this[name];
  }
}
