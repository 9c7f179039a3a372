/** The product's statements by what they do, as the database edge sees them. */

/** A page of an import with its progress event. */
export const STORES_PAGE = /insert into trade \(/i;
/** A page of a scoring with its reflections and events. */
export const STORES_SCORES = /insert into reflection \(/i;
/** The relay asks what has not been handed over: the commit is done, the append is not. */
export const SELECTS_UNDELIVERED = /^select (?!distinct)[^;]*from "?event_outbox"?[^;]*delivered_at/is;
/** The relay notes what it has handed over: the append is done, the mark is not. */
export const MARKS_DELIVERED = /^update "?event_outbox"?[^;]*delivered_at/is;
/** A worker takes a job. */
export const CLAIMS_JOB = /^update "?job"?[^;]*"?attempts"?[^;]*\+ 1/is;
