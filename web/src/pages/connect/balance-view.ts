import type { Balance } from '../../../../contracts/brokers.ts';

/** Differences first, each group by name. */
export function sortBalances(balances: readonly Balance[]): Balance[] {
  return balances.toSorted(
    (a, b) => Number(a.agrees) - Number(b.agrees) || a.asset.localeCompare(b.asset, 'en'),
  );
}

/** The answer before the table. */
export function tellBalances(balances: readonly Balance[], name: string): string {
  if (balances.length === 0) return `${name} holds nothing of yours, and neither do the books.`;
  const differing = balances.filter(({ agrees }) => !agrees);
  const agreeing = balances.length - differing.length;
  if (differing.length === 0)
    return balances.length === 1
      ? `The books agree with ${name}.`
      : `The books agree with ${name} in all ${balances.length} assets.`;
  const assets = differing.map(({ asset }) => asset).toSorted((a, b) => a.localeCompare(b, 'en'));
  const rest = agreeing === 0 ? '' : ` ${agreeing} ${agreeing === 1 ? 'agrees' : 'agree'}.`;
  return `${listed(assets)} ${assets.length === 1 ? 'differs' : 'differ'}.${rest}`;
}

/** What the differences come from and what to do; nothing where there are none. whole: there is no older history to read. */
export function explainDifferences(balances: readonly Balance[], name: string, whole: boolean): string[] {
  const differing = balances.filter(({ agrees }) => !agrees);
  const isMore = ({ difference }: Balance) => !difference.startsWith('-');
  const told: string[] = [];
  if (differing.some(isMore))
    told.push(
      whole
        ? `Where ${name} holds more than the books, it came from elsewhere: upload the export of the venue where it was bought.`
        : `Where ${name} holds more than the books, it was bought before what was read, or it came from elsewhere. Read the whole history; for what came from another venue, upload that venue’s export.`,
    );
  if (!differing.every(isMore))
    told.push(
      `Where the books hold more, some was sold or sent away in a part that was not read. ${whole ? 'Upload the export that has it.' : 'Read the whole history, or upload the export that has it.'}`,
    );
  return told;
}

const NAMED_AT_MOST = 3;

function listed(assets: readonly string[]): string {
  if (assets.length > NAMED_AT_MOST) return `${assets.length} assets`;
  if (assets.length === 1) return assets[0] ?? '';
  return `${assets.slice(0, -1).join(', ')} and ${assets.at(-1)}`;
}
