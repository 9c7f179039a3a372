/** The product's statements by what they do, as the database edge sees them. */

/** A page of an import with its progress event. */
export const STORES_PAGE = /insert into trade \(/i;
/** The same, by how it begins: Postgres shows no more than a kilobyte of what it is at. */
export const BEGINS_PAGE = /with held as[^;]*fresh as/i;
/** A page of a scoring with its reflections and events. */
export const STORES_SCORES = /insert into reflection \(/i;
/** A change with the events that tell of it; its answer brings what waits for the feed, so that held after it was executed the append is not done. */
export const TELLS = /insert into event_outbox/i;
/** The relay notes what it has handed over and asks for more: the append is done, the mark is not. */
export const MARKS_DELIVERED = /^select [^;]* from next_events\(/i;
/** A worker takes a job. */
export const CLAIMS_JOB = /^update "?job"?[^;]*"?claims"?[^;]*\+ 1/is;
