import type { RunRecord } from '../../record/record';
import { codesIn, type Collected } from '../../results/collected';
import { readResultLink, writeResultLink } from '../../results/resultLink';
import { readRunFile } from '../../results/resultsWorker';
import { nthLink, refused, words } from './words';

const KEPT_AS = 'nearside.collected';
/** Of 2 kB each at most, so that they fit where a browser keeps five megabytes of a page's text. */
export const MOST_COLLECTED = 300;

/** What became of what was given. */
export interface Outcome {
  readonly added: number;
  readonly already: number;
  /** A sentence each. */
  readonly refused: readonly string[];
}

type Read = { readonly codes: readonly string[] } | { readonly problem: string };

/** Results of other devices, kept in this browser as the links that hold them. */
export class Collection {
  #items = $state.raw<readonly Collected[]>([]);
  #ready = $state(false);
  #kept = $state(true);

  get items() {
    return this.#items;
  }
  /** Whether what was kept has been read. */
  get ready() {
    return this.#ready;
  }
  /** Whether they outlast the page. */
  get kept() {
    return this.#kept;
  }

  /** Reads what was kept, what another tab added to it too; never rejects. */
  async open(): Promise<void> {
    const stored = this.#stored();
    if (stored) {
      const items: Collected[] = [];
      for (const code of stored) {
        const known = this.#items.find((item) => item.code === code);
        const result = known?.result ?? (await readResultLink(code));
        // What an older version kept and this one can't read makes way.
        if (!('problem' in result)) items.push({ code, result });
      }
      this.#items = items;
    }
    this.#ready = true;
  }

  /** One that is known to be whole. */
  addCode(code: string): Promise<Outcome> {
    return this.#add([{ from: nthLink(1, 1), codes: [code] }]);
  }

  async addText(text: string): Promise<Outcome> {
    const codes = codesIn(text);
    if (codes.length === 0) return { added: 0, already: 0, refused: [words.nothingFound] };
    return this.#add(codes.map((code, index) => ({ from: nthLink(index + 1, codes.length), codes: [code] })));
  }

  async addFiles(files: readonly File[]): Promise<Outcome> {
    const read: (Read & { from: string })[] = [];
    // One after the other: each may hold a hundred thousand samples.
    for (const file of files) {
      const found = await readRunFile(file);
      read.push({ from: file.name, ...('problem' in found ? found : await linksOf(found.record)) });
    }
    return this.#add(read);
  }

  async addRuns(records: readonly RunRecord[]): Promise<Outcome> {
    const read: (Read & { from: string })[] = [];
    for (const record of records) read.push({ from: record.params.models.join(', '), ...(await linksOf(record)) });
    return this.#add(read);
  }

  remove(code: string): void {
    this.#keep(this.#items.filter((item) => item.code !== code));
  }

  clear(): void {
    this.#keep([]);
  }

  /** Puts back what was removed, in its place. */
  restore(items: readonly Collected[]): void {
    this.#keep(items);
  }

  async #add(given: readonly (Read & { readonly from: string })[]): Promise<Outcome> {
    await this.open();
    const problems: string[] = [];
    const items = [...this.#items];
    let already = 0;
    for (const one of given) {
      if ('problem' in one) {
        problems.push(refused(one.from, one.problem));
        continue;
      }
      for (const code of one.codes) {
        const result = await readResultLink(code);
        if ('problem' in result) problems.push(refused(one.from, result.problem));
        else if (items.some((item) => item.code === code)) already++;
        else items.push({ code, result });
      }
    }
    const before = this.#items.length;
    const fits = items.slice(0, MOST_COLLECTED);
    if (fits.length < items.length) problems.push(words.full(MOST_COLLECTED));
    this.#keep(fits);
    return { added: fits.length - before, already, refused: problems };
  }

  /** @returns undefined where the browser keeps nothing: then what is shown stands */
  #stored(): string[] | undefined {
    if (!this.#kept) return undefined;
    try {
      const stored: unknown = JSON.parse(localStorage.getItem(KEPT_AS) ?? '[]');
      return Array.isArray(stored) ? stored.filter((code) => typeof code === 'string').slice(0, MOST_COLLECTED) : [];
    } catch {
      return undefined;
    }
  }

  #keep(items: readonly Collected[]): void {
    this.#items = items;
    try {
      localStorage.setItem(KEPT_AS, JSON.stringify(items.map(({ code }) => code)));
      this.#kept = true;
    } catch {
      this.#kept = false;
    }
  }
}

/** A run as links, one for each of its models that has a time. */
async function linksOf(record: RunRecord): Promise<Read> {
  const models = [...new Set(record.cells.map(({ model }) => model))];
  const made = await Promise.all(models.map((model) => writeResultLink({ record, model })));
  const codes = made.flatMap((one) => ('code' in one ? [one.code] : []));
  const problem = made.flatMap((one) => ('problem' in one ? [one.problem] : []))[0];
  return codes.length > 0 ? { codes } : { problem: problem ?? words.ownNone };
}

/** What was collected stays while other pages are shown. */
export const collection = new Collection();
