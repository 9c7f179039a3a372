import { text, timestamp } from 'drizzle-orm/pg-core';

/** A ULID as its 26 characters: ids sort by time and equal the event ids on the wire. */
export const ulidColumn = (name: string) => text(name);

/** Read as a Date, to the millisecond: fills of one millisecond are ordered by the venue's sequence. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });
