const KEY = 'nearside.written/1';

/** What the last text came to, so that the choice of tasks can say it in another visit. */
export interface LastWritten {
  /** Id of the task. */
  readonly task: string;
  /** Tokens after the first. */
  readonly perSecond: number;
  /** ISO 8601. */
  readonly at: string;
}

/** @returns undefined where there was none, or nothing can be kept */
export function lastWritten(): LastWritten | undefined {
  try {
    const { task, perSecond, at } = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Readonly<Record<string, unknown>>;
    if (typeof task !== 'string' || typeof at !== 'string' || typeof perSecond !== 'number') return undefined;
    return perSecond > 0 && Number.isFinite(perSecond) ? { task, perSecond, at } : undefined;
  } catch {
    // Storage refused, or not ours.
    return undefined;
  }
}

export function keepWritten(written: LastWritten): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(written));
  } catch {
    // Full or refused: this visit knows it all the same.
  }
}
