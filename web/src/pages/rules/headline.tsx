import { A } from '@solidjs/router';
import { For, Show } from 'solid-js';
import type { RulesResponse } from '../../../../contracts/rule-reports.ts';
import { RULE_NAMES } from '../../../../domain/rules/tell-rule.ts';
import { tellRuleCheck } from '../../format/rule-check.ts';
import { formatDateTime } from '../../format/time.ts';
import { timezone } from '../../session.ts';
import { VerdictMark } from '../../ui/verdict-mark.tsx';
import { AdherenceCalendar, CalendarKey } from './adherence-calendar.tsx';
import { tellStanding } from './standing-text.ts';

/** The answer first: how all active rules are kept together, and what broke one lately. */
export function RulesHeadline(props: { report: RulesResponse }) {
  return (
    <section aria-label="How your rules are kept" class="mt-6">
      <p class="figures max-w-3xl text-xl font-medium text-pretty sm:text-2xl">
        {tellStanding(props.report)}
      </p>
      <Show when={props.report.together}>
        {(together) => (
          <div class="mt-6 flex flex-wrap gap-x-12 gap-y-6">
            <div class="flex flex-col gap-3">
              <AdherenceCalendar
                days={together().days}
                firstDay={props.report.firstDay}
                lastDay={props.report.lastDay}
                name="All rules together"
              />
              <CalendarKey />
            </div>
            <Show when={props.report.lately.length > 0}>
              <div class="min-w-0 flex-1 basis-80 text-sm">
                <h2 class="text-sm font-medium tracking-normal text-ink-3">Broken lately</h2>
                <ul class="figures mt-1">
                  {/* By id, so that a refresh leaves the links, and the focus on one of them, alone. */}
                  <For each={props.report.lately.map(({ orderId }) => orderId)}>
                    {(id) => (
                      <Show when={props.report.lately.find(({ orderId }) => orderId === id)}>
                        {(order) => <BrokenOrder order={order()} />}
                      </Show>
                    )}
                  </For>
                </ul>
              </div>
            </Show>
          </div>
        )}
      </Show>
    </section>
  );
}

function BrokenOrder(props: { order: RulesResponse['lately'][number] }) {
  return (
    <li class="border-t border-line first:border-0">
      <A
        href={`/trades/${props.order.orderId}`}
        class="block rounded py-2 hover:bg-hover focus-visible:outline-offset-0"
      >
        <span class="flex items-baseline gap-2">
          <VerdictMark verdict="broken" />
          <bdi class="font-medium">{props.order.symbol}</bdi>
          <span class="text-ink-3">
            {props.order.side === 'BUY' ? 'bought' : 'sold'} {formatDateTime(props.order.ts, timezone())}
          </span>
        </span>
        <For each={props.order.broken}>
          {(check) => (
            <span class="block pl-5.5 text-ink-2">
              {RULE_NAMES[check.kind]}: {tellRuleCheck(check)}
            </span>
          )}
        </For>
      </A>
    </li>
  );
}
