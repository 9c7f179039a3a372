const EVIDENCE_LINES = 12;

export interface Verdict {
  name: string;
  held: boolean;
}

/** What one scenario broke, and what held. */
export class Report {
  readonly verdicts: Verdict[] = [];
  readonly #print: (line: string) => void;

  constructor(print: (line: string) => void) {
    this.#print = print;
  }

  /** What was done to the product, with figures. */
  broke(what: string): void {
    this.#print(`   broke     ${what}`);
  }

  /** Something worth knowing that is no invariant. */
  note(what: string): void {
    this.#print(`   note      ${what}`);
  }

  /** An invariant: without evidence against it, it held. */
  check(name: string, against: readonly string[]): void {
    this.verdicts.push({ name, held: against.length === 0 });
    this.#print(`   ${against.length === 0 ? 'held     ' : 'NOT HELD '} ${name}`);
    for (const line of against.slice(0, EVIDENCE_LINES)) this.#print(`             ${line}`);
    if (against.length > EVIDENCE_LINES)
      this.#print(`             … and ${against.length - EVIDENCE_LINES} more`);
  }

  get held(): boolean {
    return this.verdicts.every(({ held }) => held);
  }
}
