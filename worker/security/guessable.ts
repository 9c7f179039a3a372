/** What is repeated counts once, and then it has to be this long. */
const SHORTEST_UNIT = 8;
const SHORTEST_WORD = 2;
const SHORTEST_RUN = 3;

/** Hung on to a word they make it no harder to guess. Emoji are none of them. */
const JUNK = /[\p{N}\p{P}\p{Z}\p{Sc}\p{Sk}\p{Sm}]/u;

/** What stands for letters; 1 for one of two. */
const LEET: Record<string, string> = { '0': 'o', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's' };

/** What a guesser knows beforehand, in small letters. */
export interface Known {
  /** The lists that are tried first. */
  common: ReadonlySet<string>;
  /** Words of the place and of the person: our name, the address. */
  context: ReadonlySet<string>;
  /** Of each keyboard: the keys beside a key. */
  keyboards: readonly ReadonlyMap<string, string>[];
}

/**
 * Whether a password is among the first that are tried: made of nothing but words of the context and runs of a keyboard, of the alphabet or of one
 * character; of one common word, or such words, with digits, punctuation and runs around them; or of something short over and over. One that holds a
 * second word of its own is none, whatever the first one is. The password comes in its normal form (NFKC).
 */
export function isGuessable(password: string, known: Known): boolean {
  const unit = repeatedUnit([...password.toLowerCase()]);
  if (unit.length < SHORTEST_UNIT) return true;
  const readings = readingsOf(unit.join(''));
  const runs = runsIn(readings[0], known.keyboards);
  const context = [...known.context].filter((word) => word.length >= SHORTEST_WORD && isIn(readings, word));
  if (isMadeOf(readings, { words: context, runs, junk: false })) return true;
  const anchors = new Set([...context, ...commonWordsIn(readings, known.common)]);
  return [...anchors].some((word) => isMadeOf(readings, { words: [...context, word], runs, junk: true }));
}

/** The words that an address gives away: its local part and its domain, and what they are made of. */
export function wordsOfAddress(email: string): string[] {
  return email
    .toLowerCase()
    .split('@')
    .flatMap((part) => [part, ...part.split(/[^\p{L}\p{N}]+/u), ...part.split(/[^\p{L}]+/u)])
    .filter((word) => word.length >= SHORTEST_RUN);
}

/** The shortest beginning that, repeated, gives the whole; its last repetition may be cut. */
function repeatedUnit(characters: readonly string[]): readonly string[] {
  for (let length = 1; length <= characters.length / 2; length += 1) {
    if (characters.every((character, at) => at < length || character === characters[at - length]))
      return characters.slice(0, length);
  }
  return characters;
}

/** The text as it stands, and with letters for what stands for them. All are of one length. */
function readingsOf(text: string): [string, string, string] {
  const read = (one: string) =>
    [...text].map((character) => (character === '1' ? one : (LEET[character] ?? character))).join('');
  return [text, read('i'), read('l')];
}

function isIn(readings: readonly string[], word: string): boolean {
  return readings.some((reading) => reading.includes(word));
}

function commonWordsIn(readings: readonly string[], common: ReadonlySet<string>): string[] {
  const longest = Math.max(0, ...[...common].map((word) => word.length));
  return readings.flatMap((reading) =>
    Array.from(reading, (_, from) =>
      Array.from({ length: longest }, (_, length) => reading.slice(from, from + length + 1)).filter((part) =>
        common.has(part),
      ),
    ).flat(),
  );
}

/** Whether the text can be cut into these words, runs of three characters or more and, where it may hold some, junk. */
function isMadeOf(
  readings: readonly [string, ...string[]],
  { words, runs, junk }: { words: readonly string[]; runs: readonly number[]; junk: boolean },
): boolean {
  const [text] = readings;
  const reached = new Set([0]);
  for (let from = 0; from < text.length; from += 1) {
    if (!reached.has(from)) continue;
    for (let length = SHORTEST_RUN; length <= (runs[from] ?? 0); length += 1) reached.add(from + length);
    for (const word of words) {
      if (readings.some((reading) => reading.startsWith(word, from))) reached.add(from + word.length);
    }
    if (junk && JUNK.test(text.charAt(from))) reached.add(from + 1);
  }
  return reached.has(text.length);
}

/** From each place on, how many characters are a run: the same one, one after the other in their order or against it, or keys side by side. */
function runsIn(text: string, keyboards: Known['keyboards']): number[] {
  const step = (at: number) => text.charCodeAt(at + 1) - text.charCodeAt(at);
  const kinds: ((at: number) => boolean)[] = [
    ...[0, 1, -1].map((wanted) => (at: number) => step(at) === wanted),
    ...keyboards.map(
      (beside) => (at: number) => beside.get(text.charAt(at))?.includes(text.charAt(at + 1)) ?? false,
    ),
  ];
  return Array.from({ length: text.length }, (_, from) =>
    Math.max(
      ...kinds.map((goesOn) => {
        let last = from;
        while (last + 1 < text.length && goesOn(last)) last += 1;
        return last - from + 1;
      }),
    ),
  );
}
