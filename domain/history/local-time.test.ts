import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openZone } from './local-time.ts';

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'Africa/Casablanca',
  'America/Sao_Paulo',
];
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const at = (text: string) => Date.parse(text);

/** What Intl says of the wall clock, asked afresh. */
function oracleOf(timezone: string) {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    weekday: 'short',
  });
  return (ts: number) => {
    const parts = Object.fromEntries(format.formatToParts(ts).map(({ type, value }) => [type, value]));
    return {
      day: `${parts.year}-${parts.month}-${parts.day}`,
      month: `${parts.year}-${parts.month}`,
      hour: Number(parts.hour),
      weekday: WEEKDAYS.indexOf(parts.weekday ?? '') + 1,
    };
  };
}

describe('a zone', () => {
  it.each(ZONES)(
    'tells day, month, hour and weekday in %s as Intl does, whatever was asked before',
    (timezone) => {
      const zone = openZone(timezone);
      const oracle = oracleOf(timezone);
      fc.assert(
        fc.property(fc.integer({ min: at('2009-01-01'), max: at('2031-01-01') }), (ts) => {
          const told = {
            day: zone.dayOf(ts),
            month: zone.monthOf(ts),
            hour: zone.hourOf(ts),
            weekday: zone.weekdayOf(ts),
          };
          expect(told).toEqual(oracle(ts));
        }),
        { numRuns: 300 },
      );
    },
  );

  it.each(ZONES)(
    'agrees with Intl in every quarter hour about the changes of the clock in %s',
    (timezone) => {
      const zone = openZone(timezone);
      const oracle = oracleOf(timezone);
      const days = [
        '2019-03-31',
        '2019-03-10',
        '2019-10-27',
        '2019-11-03',
        '2011-12-30',
        '2019-04-07',
        '2018-11-04',
      ];
      for (const day of days) {
        for (let quarter = -60; quarter < 200; quarter += 1) {
          const ts = at(`${day}T00:00:00Z`) + quarter * 900_000 - 1;
          expect([zone.dayOf(ts), zone.hourOf(ts)]).toEqual([oracle(ts).day, oracle(ts).hour]);
          expect(Math.floor(zone.minuteOf(ts) / 60)).toBe(zone.hourOf(ts));
        }
      }
    },
  );

  it('knows the clock to the millisecond at which it changes', () => {
    const { hourOf } = openZone('Europe/Berlin');
    expect([hourOf(at('2019-03-31T00:59:59.999Z')), hourOf(at('2019-03-31T01:00:00Z'))]).toEqual([1, 3]);
    expect([hourOf(at('2019-10-27T00:59:59.999Z')), hourOf(at('2019-10-27T01:00:00Z'))]).toEqual([2, 2]);
  });

  it('leaves out the day that Samoa skipped', () => {
    const { dayOf, dayNumberOf } = openZone('Pacific/Apia');
    const [before, after] = [at('2011-12-30T09:59:59Z'), at('2011-12-30T10:00:00Z')];
    expect([dayOf(before), dayOf(after)]).toEqual(['2011-12-29', '2011-12-31']);
    expect(dayNumberOf(after) - dayNumberOf(before)).toBe(2);
  });

  it('counts a quarter of an hour of offset', () => {
    const { dayOf, hourOf, minuteOf } = openZone('Asia/Kathmandu');
    expect([dayOf(at('2020-05-05T18:14:59Z')), hourOf(at('2020-05-05T18:14:59Z'))]).toEqual([
      '2020-05-05',
      23,
    ]);
    expect([minuteOf(at('2020-05-05T18:14:59Z')), minuteOf(at('2020-05-05T18:15:59Z'))]).toEqual([1439, 0]);
    expect([dayOf(at('2020-05-05T18:15:00Z')), hourOf(at('2020-05-05T18:15:00Z'))]).toEqual([
      '2020-05-06',
      0,
    ]);
  });

  it('names the Monday of a week from Monday to Sunday, across months and years', () => {
    const { mondayOf } = openZone('America/New_York');
    expect(mondayOf(at('2020-01-06T04:59:59Z'))).toBe('2019-12-30');
    expect(mondayOf(at('2020-01-06T05:00:00Z'))).toBe('2020-01-06');
    expect(mondayOf(at('2020-03-01T12:00:00Z'))).toBe('2020-02-24');
  });

  it('does not open for a name that is no zone', () => {
    expect(() => openZone('Mars/Olympus')).toThrow(RangeError);
  });
});
