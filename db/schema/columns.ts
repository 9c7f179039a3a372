import { text, timestamp } from 'drizzle-orm/pg-core';

/** A ULID as its 26 characters: ids sort by time and equal the event ids on the wire. */
export const ulidColumn = (name: string) => text(name);

/** timestamptz read as text is parsed by drizzle to a Date: milliseconds are enough for everything but fills' order, which extId breaks. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });
