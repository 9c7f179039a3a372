import { For, Show } from 'solid-js';
import type { Insights } from '../../../../contracts/insights.ts';
import { formatCount } from '../../format/decimal.ts';
import { tellByDefinition, tellDearest } from './bias-costs.ts';
import { BiasCostsTable } from './bias-costs-table.tsx';
import { viewFomo, viewRebuy, viewRevenge } from './buying-views.ts';
import { tellFees } from './fees-view.ts';
import { InsightBlock } from './insight-block.tsx';
import { InsightSection } from './insight-section.tsx';
import { Explanation, Sentence, Source } from './insight-text.tsx';
import { viewDisposition, viewHoldTime } from './selling-views.ts';
import { Turnover } from './turnover.tsx';

export function InsightsReport(props: { insights: Insights }) {
  const insights = () => props.insights;
  const others = () =>
    insights().currencies.filter(({ currency, fills }) => currency !== insights().currency && fills > 0);
  const compared = () => insights().biasCosts.some((row) => row.cost.known);
  return (
    <div class="mt-6">
      <InsightSection id="habits" title="What your habits cost">
        <Sentence known={compared()}>{tellDearest(insights().biasCosts, insights().currency)}</Sentence>
        <BiasCostsTable costs={insights().biasCosts} currency={insights().currency} />
        <Explanation
          meaning={
            compared()
              ? `A hollow bar holds zero: it could be chance. A filled one is clear of it. A comparison, not a cause: of twenty labels without any effect, one would be clear of zero all the same. ${tellByDefinition(insights().biasCosts)}`
              : 'Once there are, this says how each habit’s orders came out against the same number of your other orders.'
          }
          counting="The results of the orders with a label, less as many times the mean result of your other orders of the same side, net of fees."
        />
        <Source text="The intervals are drawn by the bootstrap (Efron 1979, “Bootstrap methods: another look at the jackknife”, Annals of Statistics 7 (1)): the same orders, drawn anew many times." />
      </InsightSection>
      <InsightBlock
        id="disposition"
        title="Selling winners and losers"
        view={viewDisposition(insights().disposition)}
      >
        <DispositionCounts disposition={insights().disposition} />
      </InsightBlock>
      <InsightBlock id="hold-time" title="Hold time" view={viewHoldTime(insights().holdTime)} />
      <InsightBlock id="fomo" title="FOMO" view={viewFomo(insights().fomo)} />
      <InsightBlock id="revenge" title="Revenge" view={viewRevenge(insights().revenge)} />
      <InsightBlock id="rebuy" title="Buying back" view={viewRebuy(insights().regretRebuy)} />
      <InsightSection id="fees" title="Fees and turnover">
        <Sentence known={insights().costs.feeChurn.known}>
          {tellFees(insights().costs, insights().currency)}
        </Sentence>
        <Turnover months={insights().costs.turnover} currency={insights().currency} />
        <Explanation
          meaning="The more is turned over, the more a trade has to make before it makes anything for you."
          counting="All fees over the result of all sales before fees; turnover is the value of every fill. A month at the edge of the period may be part of one."
        />
        <Source text="Barber & Odean 2000, “Trading is hazardous to your wealth”, Journal of Finance 55 (2)." />
      </InsightSection>
      <p class="border-t border-line pt-6 text-sm text-ink-3">
        Observations of your own trades, not advice.
        <Show when={others().length > 0}>
          {' '}
          Not in it, since money of two currencies is never added:{' '}
          <For each={others()}>
            {({ currency, fills }, at) => (
              <span class="figures">
                {at() === 0 ? '' : ', '}
                {formatCount(fills)} {fills === 1 ? 'fill' : 'fills'} in {currency}
              </span>
            )}
          </For>
          .
        </Show>
      </p>
    </div>
  );
}

/** Odean's table: what was sold and what else was held. */
function DispositionCounts(props: { disposition: Insights['disposition'] }) {
  const rows = (): [string, number, number][] => [
    ['Winners', props.disposition.realisedGains, props.disposition.paperGains],
    ['Losers', props.disposition.realisedLosses, props.disposition.paperLosses],
  ];
  return (
    <table class="figures w-full max-w-sm">
      <caption class="sr-only">Winners and losers, sold and kept, at your sales</caption>
      <thead class="text-right text-ink-3">
        <tr>
          <td />
          <th scope="col" class="py-1 font-normal">
            Sold
          </th>
          <th scope="col" class="py-1 font-normal">
            Kept
          </th>
        </tr>
      </thead>
      <tbody>
        <For each={rows()}>
          {([name, sold, kept]) => (
            <tr class="border-t border-line text-right">
              <th scope="row" class="py-1 text-left font-normal">
                {name}
              </th>
              <td>{formatCount(sold)}</td>
              <td>{formatCount(kept)}</td>
            </tr>
          )}
        </For>
        <Show when={props.disposition.notJudged > 0}>
          <tr class="border-t border-line">
            <td colspan="3" class="py-1 text-ink-3">
              {formatCount(props.disposition.notJudged)} held beside a sale could not be judged, without a
              price or a cost.
            </td>
          </tr>
        </Show>
      </tbody>
    </table>
  );
}
