import { For } from 'solid-js';
import type { RuleKind } from '../../../../contracts/rules.ts';
import { RULE_NAMES } from '../../../../domain/rules/tell-rule.ts';

/** What a rule of each kind is for. */
const MEANING: Readonly<Record<RuleKind, string>> = {
  avoidSpikeOverPct: 'No entry into a price that has already run.',
  minHoldHours: 'No sale before a trade had its time.',
  maxTradesPerDay: 'A day ends after so many orders.',
  maxLossPctPerTrade: 'A loss is cut before it is larger.',
  cooldownAfterLossMinutes: 'No entry in the heat of a loss.',
  noTradingHours: 'No entry at the hours you choose.',
  maxPositionPct: 'No product becomes too much of what you hold.',
  onlySymbols: 'No entry in anything you did not choose.',
};

/** The kinds that the trader does not have, each a click from its form. */
export function KindOffer(props: { kinds: readonly RuleKind[]; onChoose: (kind: RuleKind) => void }) {
  return (
    <ul class="mt-4 grid gap-2 sm:grid-cols-2 lg:grid-cols-4">
      <For each={props.kinds}>
        {(kind) => (
          <li class="flex">
            <button
              type="button"
              onClick={() => props.onChoose(kind)}
              class="flex flex-1 flex-col gap-1 rounded-md border border-line bg-surface p-3.5 text-left hover:border-line-strong hover:bg-hover"
            >
              <span class="text-sm font-medium">{RULE_NAMES[kind]}</span>
              <span class="text-sm text-ink-3">{MEANING[kind]}</span>
            </button>
          </li>
        )}
      </For>
    </ul>
  );
}
