import { Problem } from '../../domain/problem';
import { readLinkRate } from '../../measure/linkRate';
import { readEnvironment } from '../../measure/environment';
import { tasks } from '../../tasks/registry';
import { provenBuild } from '../provenBuilds';
import { bytesToCome } from '../seen';
import { pageVersion } from './begin';
import { chosenTask, fetchAll, letGo, readBuild, readChoice, readKept, writeChoice } from './keep';
import type { Build, ChosenTask } from './names';
import { hasModel, isHere, itemOf, nothingKept, runtimesOf, toFetch, type Item } from './plan';
import { proveAll, type Proof } from './prove';
import { askToPersist, readRoom, type Room } from './room';
import { controlled } from './serviceWorker';
import { words } from './words';

/** What is going on, with what it takes to say so. */
export type Doing =
  | { readonly step: 'installing' }
  | { readonly step: 'fetching'; readonly received: number; readonly total: number }
  | { readonly step: 'proving'; readonly id: string; readonly done: number; readonly of: number };

/** What is known of a task without a network, the newest first. */
export type State =
  | { readonly kind: 'away' | 'model' | 'here' | 'proving' }
  | { readonly kind: 'failed'; readonly why: string }
  | { readonly kind: 'now'; readonly ms: number }
  | { readonly kind: 'proven'; readonly at: string };

const problemOf = (error: unknown) =>
  error instanceof Problem ? error : new Problem('runtime', words.notInstalled, String(error));

/** What is kept for being offline, and its preparation. */
export class OfflineState {
  #build = $state.raw<Build>();
  #items = $state.raw<readonly Item[]>([]);
  #kept = $state.raw(nothingKept);
  #before = $state.raw<readonly ChosenTask[]>([]);
  /** Ids of tasks. */
  #chosen = $state.raw<readonly string[]>([]);
  #proofs = $state.raw<Readonly<Record<string, Proof | 'proving'>>>({});
  #doing = $state.raw<Doing>();
  #room = $state.raw<Room>({});
  #problem = $state.raw<Problem>();
  #said = $state.raw<string>();
  #loaded = $state(false);
  #controller?: AbortController;
  readonly version = pageVersion();

  get items() {
    return this.#items;
  }
  get chosen() {
    return this.#chosen;
  }
  get doing() {
    return this.#doing;
  }
  get room() {
    return this.#room;
  }
  get problem() {
    return this.#problem;
  }
  /** How the last preparation ended. */
  get said() {
    return this.#said;
  }
  get loaded() {
    return this.#loaded;
  }

  readonly selected = $derived.by(() => this.#items.filter(({ task }) => this.#chosen.includes(task.id)));
  readonly missing = $derived.by(() => this.#build && toFetch(this.selected, this.#build, this.#kept));
  /** Whether anything at all is kept. */
  readonly keeps = $derived.by(() => this.#items.some((item) => this.stateOf(item).kind !== 'away'));
  /** Runtimes of the chosen tasks, with their sizes. */
  readonly runtimes = $derived.by(() => (this.#build ? runtimesOf(this.selected, this.#build) : []));

  stateOf(item: Item): State {
    const { id } = item.task;
    const proof = this.#proofs[id];
    if (proof === 'proving') return { kind: 'proving' };
    if (!this.#build || !isHere(item, this.#build, this.#kept))
      return { kind: hasModel(item, this.#kept) ? 'model' : 'away' };
    if (proof)
      return 'medianMs' in proof ? { kind: 'now', ms: proof.medianMs } : { kind: 'failed', why: proof.problem };
    const proven = this.#before.find((task) => task.id === id && task.target === item.target.id)?.proven;
    return proven && proven.version === this.#build.version ? { kind: 'proven', at: proven.at } : { kind: 'here' };
  }

  /** Finds out what is kept, and what each task would take. Never rejects. */
  async load(): Promise<void> {
    try {
      if (!this.version) throw new Problem('missing-feature', words.notBuilt);
      if (!isSecureContext) throw new Problem('missing-feature', words.insecure);
      if (!('serviceWorker' in navigator) || !('caches' in globalThis))
        throw new Problem('missing-feature', words.noServiceWorker);
      const [build, environment, choice] = await Promise.all([
        readBuild(this.version),
        readEnvironment(),
        readChoice(),
      ]);
      const before = choice.tasks;
      const facts = { build, environment, before, bytesToCome, bytesPerMs: readLinkRate(), provenBuild };
      const items = await Promise.all(tasks.map((task) => itemOf(task, facts)));
      this.#build = build;
      this.#items = items.filter((item) => item !== undefined);
      this.#before = choice.tasks;
      await this.#look();
      const used = this.#items.filter(
        (item) => choice.tasks.some(({ id }) => id === item.task.id) || hasModel(item, this.#kept),
      );
      this.#chosen = (used.length > 0 ? used : this.#items.slice(0, 1)).map(({ task }) => task.id);
      if (this.#items.length === 0) throw new Problem('missing-feature', words.noTasks);
    } catch (error) {
      this.#problem = problemOf(error);
    }
    this.#loaded = true;
  }

  async #look(): Promise<void> {
    [this.#kept, this.#room] = await Promise.all([readKept(), readRoom()]);
  }

  choose(id: string, wanted: boolean): void {
    const others = this.#chosen.filter((other) => other !== id);
    this.#chosen = wanted ? [...others, id] : others;
    this.#said = undefined;
  }

  chooseAll(wanted: boolean): void {
    this.#chosen = wanted ? this.#items.map(({ task }) => task.id) : [];
    this.#said = undefined;
  }

  stop(): void {
    this.#controller?.abort();
  }

  /** Fetches what is chosen, and has each task answer without a network. */
  async prepare(): Promise<void> {
    const items = this.selected;
    const build = this.#build;
    if (!build || items.length === 0 || this.#doing) return;
    const { signal } = (this.#controller = new AbortController());
    this.#problem = this.#said = undefined;
    this.#proofs = {};
    try {
      this.#doing = { step: 'installing' };
      const worker = await controlled();
      const persisted = await askToPersist();
      await this.#fetch(items, build, signal);
      await this.#look();
      this.#room = { ...this.#room, persisted: persisted ?? this.#room.persisted };
      await this.#prove(worker, items, signal);
      await writeChoice(this.#keptItems(items), this.#tasks(items));
      const proven = items.filter((item) => this.stateOf(item).kind === 'now').length;
      this.#said = proven === items.length ? words.allProven(proven) : words.someProven(proven, items.length);
    } catch (error) {
      if (signal.aborted) this.#said = words.stopped;
      else this.#problem = problemOf(error);
      this.#proofs = Object.fromEntries(Object.entries(this.#proofs).filter(([, proof]) => proof !== 'proving'));
    } finally {
      this.#doing = undefined;
      await this.#look().catch(() => {});
    }
  }

  async #fetch(items: readonly Item[], build: Build, signal: AbortSignal): Promise<void> {
    const missing = toFetch(items, build, await readKept());
    const { usage = 0, quota } = await readRoom();
    if (quota !== undefined && missing.bytes > quota - usage)
      throw new Problem('memory', words.tooLarge(missing.bytes, Math.max(0, quota - usage)));
    // Before anything is fetched: the service worker lets go of what nobody chose.
    await writeChoice(this.#keptItems(items), this.#tasks(items));
    const { bytes: total } = missing;
    await fetchAll(missing, signal, (received) => (this.#doing = { step: 'fetching', received, total }));
  }

  async #prove(worker: ServiceWorker, items: readonly Item[], signal: AbortSignal): Promise<void> {
    let done = 0;
    await proveAll(worker, items, signal, (id, proof) => {
      this.#proofs = { ...this.#proofs, [id]: proof ?? 'proving' };
      if (proof) done++;
      this.#doing = { step: 'proving', id, done, of: items.length };
    });
  }

  /** These, and what was chosen before and is here. */
  #keptItems(items: readonly Item[]): Item[] {
    const before = this.#items.filter(({ task }) => this.#before.some(({ id }) => id === task.id));
    return [...items, ...before.filter((item) => !items.includes(item))];
  }

  #tasks(items: readonly Item[]): ChosenTask[] {
    const now = items.map((item) => chosenTask(item, this.stateOf(item).kind === 'now' ? this.version : undefined));
    const others = this.#before.filter(({ id }) => !now.some((task) => task.id === id));
    return (this.#before = [...others, ...now]);
  }

  /** Lets go of a task's model, and of what runs it where no other task that is kept needs it. */
  async remove(item: Item): Promise<void> {
    const build = this.#build;
    if (!build || this.#doing) return;
    try {
      const others = this.#items.filter((other) => other !== item && isHere(other, build, this.#kept));
      await letGo([item], others, build);
      this.#before = this.#before.filter(({ id }) => id !== item.task.id);
      const { [item.task.id]: _gone, ...proofs } = this.#proofs;
      this.#proofs = proofs;
      await writeChoice(this.#keptItems([]), this.#before);
      this.choose(item.task.id, false);
      await this.#look();
    } catch (error) {
      this.#problem = problemOf(error);
    }
  }
}
