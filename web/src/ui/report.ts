import { type Accessor, batch, createEffect, createSignal, on, onCleanup } from 'solid-js';
import type { ReportQuery } from '../../../contracts/stats.ts';
import { type Contract, get } from '../api.ts';
import type { Failure } from '../failure.ts';
import { onReflections } from '../feed/on-reflections.ts';
import { keepForUser } from '../kept.ts';

interface Report<T> {
  /** undefined: none came for this query yet. */
  value: Accessor<T | undefined>;
  problem: Accessor<Failure | null>;
  /** The figures on screen are those of the query before. */
  stale: Accessor<boolean>;
  reload: () => Promise<void>;
}

/** What reads the report at `path`: it comes anew when the query changes and, quietly, when the feed brings reflections. */
export function reportReader<T extends object>(
  path: string,
  contract: Contract<T>,
): (query: Accessor<ReportQuery>) => Report<T> {
  /** The report that was open last. */
  const kept = keepForUser<T>();

  return (query) => {
    const keyOf = () => JSON.stringify(query());
    const [value, setValue] = createSignal<T | undefined>(kept.get(keyOf()));
    const [problem, setProblem] = createSignal<Failure | null>(null);
    const [stale, setStale] = createSignal(false);
    let turn = 0;

    async function load(): Promise<void> {
      turn += 1;
      const mine = turn;
      const key = keyOf();
      const answer = await get(path, contract, query());
      if (mine !== turn) return;
      batch(() => {
        setProblem(answer.ok ? null : answer.problem);
        if (answer.ok) {
          kept.keep(key, answer.value);
          setValue(() => answer.value);
        } else if (stale()) {
          // Figures of another period must not stand under this one.
          setValue(undefined);
        }
        setStale(false);
      });
    }

    createEffect(
      on(keyOf, (_, before) => {
        setStale(before !== undefined);
        void load();
      }),
    );

    onReflections(() => void load());
    onCleanup(() => {
      turn += 1;
    });

    return { value, problem, stale, reload: load };
  };
}
