/** A guard that is taken out of the product, and the check that has to miss it. */
export interface Mutation {
  check: number;
  title: string;
  changes: { file: string; from: string; to: string }[];
}

const HEADING = /^## (\d+) (.+)$/;
const FILE = /^`([^`]+)`$/;

/**
 * Reads mutations.md: a heading `## number title` for each, then for each file its path in backquotes and a diff block, whose `-` lines stand in the
 * file as they are and whose `+` lines take their place. Throws where a block is of another form.
 */
export function parseMutations(text: string): Mutation[] {
  const mutations: Mutation[] = [];
  let file = '';
  let block: string[] | null = null;
  for (const line of text.split('\n')) {
    const heading = HEADING.exec(line);
    const path = FILE.exec(line);
    if (block === null && heading)
      mutations.push({ check: Number(heading[1]), title: heading[2] ?? '', changes: [] });
    else if (block === null && path) file = path[1] ?? '';
    else if (line === '```diff') block = [];
    else if (line === '```' && block !== null) {
      mutations.at(-1)?.changes.push({ file, from: linesOf(block, '-'), to: linesOf(block, '+') });
      block = null;
    } else block?.push(line);
  }
  for (const { check, changes } of mutations) {
    if (changes.length === 0 || changes.some((change) => change.file === '' || change.from === ''))
      throw new Error(`Mutation ${check} changes nothing.`);
  }
  return mutations;
}

function linesOf(block: readonly string[], sign: '-' | '+'): string {
  return block
    .filter((line) => line.startsWith(sign))
    .map((line) => line.slice(1))
    .join('\n');
}
