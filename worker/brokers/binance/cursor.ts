import { z } from 'zod';
import { parseJson } from '../../parse-json.ts';

/** The histories of movements, in the order in which they are read. */
export const HISTORIES = ['deposits', 'withdrawals', 'dividends', 'converts', 'dust'] as const;
export type History = (typeof HISTORIES)[number];

const AssetsSchema = z.array(z.string().min(1).max(40)).max(10_000);

/**
 * Where the reading of an account stands. First come the histories of movements, window by window, since they name coins that may have been traded;
 * then the products are looked up; then each product's fills, by id. Products are named and not counted: a list that changes at Binance
 * meanwhile changes nothing for a reading that is under way.
 */
const CursorSchema = z.discriminatedUnion('stage', [
  z.strictObject({
    stage: z.literal('history'),
    history: z.enum(HISTORIES),
    /** Opening of the window, and how long it is at the most. */
    fromMs: z.int().min(0),
    spanMs: z.int().min(1),
    /** Named so far, sorted. */
    assets: AssetsSchema,
  }),
  z.strictObject({ stage: z.literal('products'), assets: AssetsSchema }),
  z.strictObject({
    stage: z.literal('fills'),
    /** BASE-QUOTE, sorted; the first is being read. */
    products: z
      .array(z.string().regex(/^[^-]+-[^-]+$/))
      .min(1)
      .max(50_000),
    /** The first id that has not been read; null: from the beginning of the window. */
    fromId: z.int().min(0).nullable(),
  }),
]);
export type Cursor = z.output<typeof CursorSchema>;

export function formatCursor(cursor: Cursor): string {
  return JSON.stringify(cursor);
}

/** null: this is no cursor of ours. */
export function parseCursor(text: string): Cursor | null {
  return CursorSchema.safeParse(parseJson(text)).data ?? null;
}
