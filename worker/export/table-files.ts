import { z } from 'zod';
import {
  type NamedColumn,
  pageOfRows,
  type RowForm,
  type TableColumn,
  type UserTable,
} from '../../db/queries/user-tables.ts';
import type { Context } from '../context.ts';
import { csvLine, numberCell, textCell } from './csv.ts';
import { type ExportFile, type FilePage, jsonPage } from './export-file.ts';
import { reasonToLeaveOut } from './left-out.ts';

/** Of one page: what the driver, the parser and the deflater hold of it is several times as much. */
const BYTES_PER_PAGE = 1024 * 1024;
const [FIRST_ROWS, MOST_ROWS] = [200, 5_000];

const CellsSchema = z.array(z.string().nullable());

/** A table as `{name}.json` and as `{name}.csv`. Columns are called as in the API's JSON. */
export function filesOfTable(ctx: Context, userId: string, table: UserTable): ExportFile[] {
  const columns = exportedColumns(table);
  const read = pagesOf(ctx, userId, table, columns);
  return [
    {
      name: `${table.name}.json`,
      async page(after) {
        const { rows, next } = await read('object', after);
        return jsonPage(rows, after, next);
      },
    },
    {
      name: `${table.name}.csv`,
      async page(after): Promise<FilePage> {
        const { rows, next } = await read('texts', after);
        const header = after === null ? csvLine(columns.map((column) => textCell(column.as))) : '';
        return { text: header + rows.map((row) => lineOf(row, columns)).join(''), next };
      },
    },
  ];
}

/** All columns but those that are left out. */
function exportedColumns(table: UserTable): NamedColumn[] {
  return table.columns
    .filter((column) => reasonToLeaveOut(table, column) === null)
    .map((column) => ({ ...column, as: camelCase(column.name) }));
}

/** Asks for about as many rows as the last page has shown to fit. */
function pagesOf(ctx: Context, userId: string, table: UserTable, columns: readonly NamedColumn[]) {
  let most = FIRST_ROWS;
  return async (form: RowForm, after: string | null) => {
    const page = await pageOfRows(
      ctx.db,
      userId,
      { table, columns, form },
      { after, most, bytes: BYTES_PER_PAGE },
    );
    most = Math.min(MOST_ROWS, 2 * Math.max(page.rows.length, 1));
    return page;
  };
}

function lineOf(row: string, columns: readonly NamedColumn[]): string {
  const cells = CellsSchema.parse(JSON.parse(row));
  return csvLine(
    cells.map((cell, at) => {
      if (cell === null) return '';
      return isNumber(columns[at]) ? numberCell(cell) : textCell(cell);
    }),
  );
}

const NUMBERS = new Set(['numeric', 'integer', 'bigint', 'smallint', 'double precision', 'real']);

function isNumber(column: TableColumn | undefined): boolean {
  return column !== undefined && NUMBERS.has(column.type);
}

function camelCase(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
