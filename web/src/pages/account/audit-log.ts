import { batch, createSignal } from 'solid-js';
import { type AuditEntry, AuditResponseSchema } from '../../../../contracts/privacy.ts';
import { get } from '../../api.ts';
import type { Failure } from '../../failure.ts';

const PAGE = 20;

/** The audit log, the newest first, a page at a time. */
export function createAuditLog() {
  const [entries, setEntries] = createSignal<readonly AuditEntry[]>([]);
  const [cursor, setCursor] = createSignal<string | null>(null);
  const [busy, setBusy] = createSignal(true);
  const [problem, setProblem] = createSignal<Failure | null>(null);

  async function load(): Promise<void> {
    setBusy(true);
    setProblem(null);
    const answer = await get('/api/audit', AuditResponseSchema, {
      cursor: cursor() ?? undefined,
      limit: PAGE,
    });
    batch(() => {
      setBusy(false);
      setProblem(answer.ok ? null : answer.problem);
      if (!answer.ok) return;
      setEntries((held) => [...held, ...answer.value.entries]);
      setCursor(answer.value.cursor);
    });
  }
  void load();

  return { entries, more: () => cursor() !== null, busy, problem, load };
}
