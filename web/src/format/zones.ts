/** Not every browser lists UTC among them. */
export const ZONES = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])];
