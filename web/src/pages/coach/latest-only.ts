/** How many fills are in the stream, where it let go of reflections; null: all that were read. */
export function latestOnly(read: number, held: number): number | null {
  return read > held ? held : null;
}
