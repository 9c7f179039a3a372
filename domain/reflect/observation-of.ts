/**
 * The first of a reflection's two sentences, without the habit after it: see write-reflection.ts. Reflections are kept as text alone. A sentence has no full
 * stop before a space inside, so the last such one parts the two; a text of one sentence stays whole.
 */
export function observationOf(reflection: string): string {
  const end = reflection.lastIndexOf('. ');
  return end === -1 ? reflection : reflection.slice(0, end + 1);
}
