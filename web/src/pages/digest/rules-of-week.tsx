import { A } from '@solidjs/router';
import { For, Show } from 'solid-js';
import type { DigestPayload, OrderTally } from '../../../../contracts/digests.ts';
import type { Measure } from '../../../../contracts/measure.ts';
import { RULE_NAMES } from '../../../../domain/rules/tell-rule.ts';
import { countOf } from '../../format/counts.ts';
import { formatCount } from '../../format/decimal.ts';
import { formatShare } from '../../format/number.ts';
import { averageOf } from '../../format/sum-decimals.ts';
import { tellSample } from '../../format/tell-sample.ts';
import { LINK } from '../../ui/link-look.ts';
import { Result } from '../../ui/money.tsx';
import { Section } from '../../ui/section.tsx';
import { Cell, Row, Table } from '../../ui/table.tsx';

/** 'Kept in 80%: 20 orders, 95% interval 58% to 92%' */
function tellAdherence(adherence: Measure): string {
  const sample = tellSample(adherence, formatShare, 'order');
  return adherence.known ? `Kept in ${formatShare(adherence.value)}: ${sample}` : sample;
}

/** How the trader's own rules stood with the week. */
export function RulesOfWeek(props: { week: DigestPayload }) {
  const sum = (side: 'kept' | 'broken') => props.week.rules.reduce((all, rule) => all + rule[side].orders, 0);
  const answer = () => {
    const [kept, broken] = [sum('kept'), sum('broken')];
    if (kept + broken === 0) return 'No order of the week was one that your rules speak of.';
    if (broken === 0) return `All kept, ${countOf(kept, 'time')}.`;
    return `Kept ${countOf(kept, 'time')}, broken ${countOf(broken, 'time')}.`;
  };
  return (
    <Show when={props.week.rules.length > 0} fallback={<NoRules />}>
      <Section title="Your rules" answer={answer()}>
        <Table
          caption="Your rules in the week"
          columns={[
            { name: 'Rule' },
            { name: `Kept, ${props.week.currency}`, end: true },
            { name: `Broken, ${props.week.currency}`, end: true },
            { name: 'Days in a row', end: true },
          ]}
        >
          <For each={props.week.rules}>
            {(rule) => (
              <Row
                name={
                  <>
                    {RULE_NAMES[rule.kind]}
                    <span class="hidden text-xs text-ink-3 sm:block print:block">
                      {tellAdherence(rule.adherence)}
                    </span>
                  </>
                }
              >
                <Cell end>
                  <Attribution tally={rule.kept} currency={props.week.currency} />
                </Cell>
                <Cell end>
                  <Attribution tally={rule.broken} currency={props.week.currency} />
                </Cell>
                <Cell end>
                  {formatCount(rule.streak.current)}
                  <span class="block text-xs text-ink-3">most: {formatCount(rule.streak.longest)}</span>
                </Cell>
              </Row>
            )}
          </For>
        </Table>
        <p class="mt-3 max-w-2xl text-sm text-ink-3">
          Orders, and the net result per order, of those that have one. A rule on buys and a rule on sales may
          both carry the same result, so rows do not add up to the week. A day without an order that the rule
          speaks of neither breaks a row nor extends it. What goes together is not what causes it.
        </p>
      </Section>
    </Show>
  );
}

function Attribution(props: { tally: OrderTally; currency: string }) {
  return (
    <>
      {countOf(props.tally.orders, 'order')}
      <Show when={props.tally.trades > 0}>
        <br />
        <Result value={averageOf(props.tally.net, props.tally.trades)} currency={props.currency} bare />
        <span class="block text-xs text-ink-3">
          per order
          <Show when={props.tally.trades < props.tally.orders}>, of {formatCount(props.tally.trades)}</Show>
        </span>
      </Show>
    </>
  );
}

function NoRules() {
  return (
    <Section title="Your rules" class="print:hidden">
      <p class="mt-1 text-sm text-ink-2">
        No rule of yours was in force this week.{' '}
        <A href="/rules" class={LINK}>
          Make one
        </A>{' '}
        and each digest says how you kept it.
      </p>
    </Section>
  );
}
