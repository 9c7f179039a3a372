import type { Known } from './guessable.ts';

/** Of the list in the order of how often they are met. */
const MOST_COMMON = 3_000;
const KEYBOARDS = ['qwerty', 'qwertz', 'azerty'] as const;
const OUR_NAME = ['ai', 'trading', 'twin'];

let lists: Promise<Pick<Known, 'common' | 'keyboards'>> | undefined;

/** What a guesser knows of whoever has this address. The lists are large: an isolate in which no password is chosen never reads them. */
export async function knownOf(words: readonly string[]): Promise<Known> {
  lists ??= readLists();
  return { ...(await lists), context: new Set([...OUR_NAME, ...words]) };
}

async function readLists(): Promise<Pick<Known, 'common' | 'keyboards'>> {
  const { dictionary, adjacencyGraphs } = await import('@zxcvbn-ts/language-common');
  return {
    common: new Set(dictionary['passwords-common'].slice(0, MOST_COMMON)),
    keyboards: KEYBOARDS.map((name) => neighboursOf(adjacencyGraphs[name])),
  };
}

/** Each neighbour of a key is the text of its characters, or null where there is none. */
function neighboursOf(graph: Record<string, readonly (string | null)[]>): Map<string, string> {
  return new Map(Object.entries(graph).map(([key, beside]) => [key, beside.join('')]));
}
