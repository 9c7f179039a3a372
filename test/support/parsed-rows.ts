import type pg from 'pg';
import type { z } from 'zod';

/** Rows by their schema. */
export async function parsedRows<Schema extends z.ZodType>(
  pool: pg.Pool,
  schema: Schema,
  text: string,
  params: unknown[] = [],
): Promise<z.output<Schema>[]> {
  const { rows } = await pool.query(text, params);
  return rows.map((row) => schema.parse(row));
}
