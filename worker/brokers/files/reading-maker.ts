import { checkFill, type RawFill } from '../check-fill.ts';
import { checkMovement, type RawMovement } from '../check-movement.ts';
import type { BrokerFill } from '../port.ts';
import { printable } from '../printable.ts';
import type { Reading } from './format.ts';
import { RowIds } from './values/row-ids.ts';

type WithoutId<Raw> = Omit<Raw, 'extId'> & { extId: string | null };
export type FileFill = WithoutId<Omit<RawFill, 'venueSeq'>>;
export type FileMovement = WithoutId<RawMovement>;

/** Stands for an id until the rest of the row is known to be readable. */
const NO_ID_YET = 'none';

/** Makes what a format has read into readings. Nothing becomes a fill or a movement without its check, and what has no id gets one. */
export class ReadingMaker {
  readonly #now: Date;
  readonly #ids = new RowIds();

  constructor(now: Date) {
    this.#now = now;
  }

  fill(line: number, raw: FileFill): Reading {
    const checked = checkFill({ ...raw, extId: raw.extId ?? NO_ID_YET, venueSeq: null }, this.#now);
    if (!checked.ok) return this.reject(line, checked.failure, raw.extId);
    const fill = checked.value;
    return { line, fill: raw.extId === null ? { ...fill, extId: this.#idOfFill(fill) } : fill };
  }

  movement(line: number, raw: FileMovement): Reading {
    const checked = checkMovement({ ...raw, extId: raw.extId ?? NO_ID_YET }, this.#now);
    if (!checked.ok) return this.reject(line, checked.failure, raw.extId);
    const movement = checked.value;
    if (raw.extId !== null) return { line, movement };
    const { ts, kind, asset, qty, value } = movement;
    return {
      line,
      movement: { ...movement, extId: this.#ids.next(['movement', ts, kind, asset, qty, value]) },
    };
  }

  reject(line: number, reason: string, extId: string | null = null): Reading {
    const shown = extId === null ? {} : { extId: printable(extId, 128) };
    return { line, rejected: { line, ...shown, reason: printable(reason, 300) } };
  }

  #idOfFill({ ts, symbol, side, qty, price, fee, feeCurrency, orderId }: BrokerFill): string {
    return this.#ids.next(['fill', ts, symbol, side, qty, price, fee, feeCurrency, orderId]);
  }
}
