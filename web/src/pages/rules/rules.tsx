import { createEffect, createResource, createSignal, For, Match, Show, Switch } from 'solid-js';
import {
  RuleEffectsResponseSchema,
  RuleSuggestionsResponseSchema,
  RulesResponseSchema,
} from '../../../../contracts/rule-reports.ts';
import { RULE_KINDS, type RuleKind } from '../../../../contracts/rules.ts';
import { get } from '../../api.ts';
import { settled } from '../../ui/answered.tsx';
import { Button } from '../../ui/button.tsx';
import { FailureNotice } from '../../ui/notice.tsx';
import { reportReader } from '../../ui/report.ts';
import { useTitle } from '../../ui/title.ts';
import { RulesHeadline } from './headline.tsx';
import { KindOffer } from './kind-offer.tsx';
import { RuleCard, titleIdOf } from './rule-card.tsx';
import { RuleDialog, type RuleToEdit } from './rule-form.tsx';
import { Suggestions } from './suggestions.tsx';

const createReport = reportReader('/api/rules', RulesResponseSchema);
const NO_QUERY = {};

export default function RulesPage() {
  useTitle(() => 'Rules');
  const report = createReport(() => NO_QUERY);
  // They go over the whole history: the rules themselves do not wait for them.
  const [effects, effectsAgain] = createResource(() => get('/api/rules/effects', RuleEffectsResponseSchema));
  const [suggested, suggestedAgain] = createResource(() =>
    get('/api/rules/suggestions', RuleSuggestionsResponseSchema),
  );
  const [editing, setEditing] = createSignal<RuleToEdit | null>(null);

  const rules = () => report.value()?.rules ?? [];
  const taken = () => rules().map(({ kind }) => kind);
  const free = () => RULE_KINDS.filter((kind) => !taken().includes(kind));
  const effectOf = (kind: RuleKind) => {
    const answer = settled(effects);
    return answer?.ok ? answer.value.effects.find((effect) => effect.kind === kind) : undefined;
  };
  const noEffects = () => {
    const answer = settled(effects);
    return answer?.ok === false ? answer.problem : null;
  };

  // What was just adopted, until the report tells of it: it is offered no more, and its heading then has the focus.
  const [adopted, setAdopted] = createSignal<RuleKind>();
  const isActive = (kind: RuleKind) => rules().some((rule) => rule.kind === kind && rule.active);
  const isOffered = (kind: RuleKind) => kind !== adopted() && !isActive(kind);
  createEffect(() => {
    const kind = adopted();
    if (kind === undefined || !isActive(kind)) return;
    setAdopted(undefined);
    // Whoever has gone on meanwhile, to another control, is not called back.
    if (!document.activeElement?.matches('a, button, input, select, textarea'))
      document.getElementById(titleIdOf(kind))?.focus();
  });

  function reload(): void {
    void report.reload();
    void effectsAgain.refetch();
    void suggestedAgain.refetch();
  }

  function follow(kind: RuleKind): void {
    setAdopted(kind);
    reload();
  }

  function begin(): void {
    const [kind] = free();
    if (kind) setEditing({ kind, params: undefined, active: true });
  }

  return (
    <>
      <div class="flex flex-wrap items-start justify-between gap-3">
        <div>
          <h1 class="text-2xl">Rules</h1>
          <p class="mt-1.5 max-w-2xl text-ink-2">
            What you have decided for yourself, held against every new trade. Nothing is ever stopped by it.
          </p>
        </div>
        <Show when={rules().length > 0 && free().length > 0}>
          <Button look="primary" onClick={begin}>
            New rule
          </Button>
        </Show>
      </div>
      <Show when={report.problem()}>
        {(problem) => (
          <div class="mt-6 max-w-2xl">
            <FailureNotice problem={problem()} onRetry={report.reload} />
          </div>
        )}
      </Show>
      <Switch fallback={report.problem() === null && <RulesSkeleton />}>
        <Match when={report.value()?.rules.length === 0}>
          <p class="mt-10 max-w-2xl text-lg text-ink-2">
            You have no rules yet. Choose one to begin with; you can change or end it at any time.
          </p>
          <KindOffer
            kinds={free()}
            onChoose={(kind) => setEditing({ kind, params: undefined, active: true })}
          />
          <Suggestions
            answer={settled(suggested)}
            onRetry={suggestedAgain.refetch}
            isOffered={isOffered}
            onAdopted={follow}
          />
        </Match>
        <Match when={report.value()}>
          {(found) => (
            <>
              <RulesHeadline report={found()} />
              <section aria-labelledby="each-title" class="mt-12">
                <h2 id="each-title" class="pb-3 text-lg">
                  Each rule
                </h2>
                <Show when={noEffects()}>
                  {(problem) => (
                    <div class="max-w-2xl pb-6">
                      <p class="pb-2 text-sm text-ink-3">What came before and after each rule is not here.</p>
                      <FailureNotice problem={problem()} onRetry={effectsAgain.refetch} />
                    </div>
                  )}
                </Show>
                <For each={RULE_KINDS.filter((kind) => taken().includes(kind))}>
                  {(kind) => (
                    <Show when={found().rules.find((rule) => rule.kind === kind)}>
                      {(rule) => (
                        <RuleCard
                          rule={rule()}
                          firstDay={found().firstDay}
                          lastDay={found().lastDay}
                          effect={effectOf(kind)}
                          awaitsEffect={effects.loading}
                          onEdit={() => setEditing({ kind, params: rule().params, active: rule().active })}
                          onChanged={reload}
                        />
                      )}
                    </Show>
                  )}
                </For>
              </section>
              <Suggestions
                answer={settled(suggested)}
                onRetry={suggestedAgain.refetch}
                isOffered={isOffered}
                onAdopted={follow}
              />
            </>
          )}
        </Match>
      </Switch>
      <RuleDialog
        editing={editing()}
        taken={taken()}
        onClose={() => setEditing(null)}
        onSaved={(kind) => {
          const isNew = editing()?.params === undefined;
          setEditing(null);
          if (isNew) follow(kind);
          else reload();
        }}
      />
    </>
  );
}

function RulesSkeleton() {
  return (
    <div role="status" aria-label="Loading rules" class="mt-8 max-w-3xl">
      <div class="skeleton h-8 w-4/5" />
      <div class="skeleton mt-6 h-28 w-64" />
      <div class="skeleton mt-12 h-6 w-3/5" />
      <div class="skeleton mt-4 h-28" />
    </div>
  );
}
