import type { Reading } from '../format.ts';
import type { FileMovement, ReadingMaker } from '../reading-maker.ts';
import { RowGroups } from '../row-groups.ts';
import type { ConvertNote } from './notes.ts';

export interface ConvertRow {
  line: number;
  id: string;
  ts: string;
  asset: string;
  qty: string;
  value: string | null;
  valueCurrency: string | null;
  note: ConvertNote;
}

type Direction = 'out' | 'in';

interface Waiting {
  row: ConvertRow;
  /** The leg whose row has not come. */
  missing: Direction;
}

/**
 * Converts: some files have a row for each leg, others one row for both, and only the notes tell the other leg. A row becomes its own leg at once; the leg
 * that no row comes for is made of the note. Both rows can share one id, so that the leg is a part of it.
 */
export class Converts {
  readonly #make: ReadingMaker;
  readonly #groups = new RowGroups<Waiting>();

  constructor(make: ReadingMaker) {
    this.#make = make;
  }

  read(row: ConvertRow): Reading[] {
    const own = directionOf(row);
    if (own === null) {
      const { out, in: got } = row.note;
      const reason = `The row is of ${row.asset}, but its note is of ${out.asset} and ${got.asset}.`;
      return [this.#make.reject(row.line, reason, row.id || null)];
    }
    const leg = this.#make.movement(row.line, movementOf(row, own, row.qty));
    const key = JSON.stringify([row.ts, row.note]);
    const [first] = this.#groups.waitingFor(key);
    if (first?.missing === own) {
      const [, ...others] = this.#groups.take(key) ?? [];
      for (const other of others) this.#groups.add(key, other);
      return [leg];
    }
    const late = this.#groups.add(key, { row, missing: own === 'out' ? 'in' : 'out' });
    return [leg, ...this.#madeOfNotes(late ?? [])];
  }

  end(): Reading[] {
    return this.#groups.drain().flatMap((group) => this.#madeOfNotes(group));
  }

  #madeOfNotes(group: readonly Waiting[]): Reading[] {
    return group.map(({ row, missing }) =>
      this.#make.movement(row.line, movementOf(row, missing, row.note[missing].qty)),
    );
  }
}

function directionOf({ asset, note }: ConvertRow): Direction | null {
  if (asset === note.out.asset) return 'out';
  return asset === note.in.asset ? 'in' : null;
}

function movementOf(row: ConvertRow, direction: Direction, qty: string): FileMovement {
  return {
    extId: row.id === '' ? null : `${row.id}:${direction}`,
    kind: `convert_${direction}`,
    asset: row.note[direction].asset,
    qty,
    value: row.value,
    valueCurrency: row.valueCurrency,
    ts: row.ts,
  };
}
