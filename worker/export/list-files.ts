import { userTables } from '../../db/queries/user-tables.ts';
import type { Context } from '../context.ts';
import type { ExportFile } from './export-file.ts';
import { filesBesideTables } from './other-files.ts';
import { readmeOf } from './readme.ts';
import { filesOfTable } from './table-files.ts';

/** Every file of a user's export, in the order of the archive. Nobody lists the tables: the database tells which have rows of users. */
export async function listFiles(ctx: Context, userId: string, begunAt: Date): Promise<ExportFile[]> {
  const tables = await userTables(ctx.db);
  const readme: ExportFile = {
    name: 'README.txt',
    page: async () => ({ text: readmeOf(tables, begunAt), next: null }),
  };
  return [
    readme,
    ...tables.flatMap((table) => filesOfTable(ctx, userId, table)),
    ...filesBesideTables(ctx, userId),
  ];
}
