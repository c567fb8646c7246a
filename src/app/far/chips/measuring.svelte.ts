import { Problem } from '../../../domain/problem';
import { readLinkRate } from '../../../measure/linkRate';
import { probeId } from '../../../measure/probes/types';
import type { Environment } from '../../../record/record';
import { readProbes, writeProbes, type Probes, type StoredProbes } from '../../device/probeStore';
import { waitWords } from '../../runState.svelte';

const now = () => new Date().toISOString();

/** Makes the probes of My device, and keeps them where it does. */
export class Measuring {
  #isOn = $state(false);
  #done = $state(0);
  #steps = $state(0);
  #wait = $state<string>();
  #problem = $state('');
  #failures = $state.raw<readonly string[]>([]);
  #notOffered = $state.raw<readonly string[]>([]);
  #controller = new AbortController();
  readonly #onKept: (stored: StoredProbes) => void;

  constructor(onKept: (stored: StoredProbes) => void) {
    this.#onKept = onKept;
  }

  get isOn() {
    return this.#isOn;
  }
  get done() {
    return this.#done;
  }
  get steps() {
    return this.#steps;
  }
  /** Why it stands still, in a sentence. */
  get wait() {
    return this.#wait;
  }
  get problem() {
    return this.#problem;
  }
  /** A sentence for each probe without a figure. */
  get failures() {
    return this.#failures;
  }
  /** A sentence for each precision that a backend has no product in. */
  get notOffered() {
    return this.#notOffered;
  }

  /** Never rejects. */
  async start(environment: Environment): Promise<void> {
    if (this.#isOn) return;
    this.#isOn = true;
    this.#done = 0;
    this.#problem = '';
    this.#failures = [];
    const { signal } = (this.#controller = new AbortController());
    try {
      // What measures is fetched when it is asked for.
      const [{ makeProbes }, { otherProbesOf, probesOf }, { bytesToCome }] = await Promise.all([
        import('../../device/probing'),
        import('../../device/plan'),
        import('../../seen'),
      ]);
      const facts = { environment, bytesToCome, bytesPerMs: readLinkRate() };
      const others = otherProbesOf(facts);
      const specs = [...probesOf(facts), ...others.probes];
      this.#notOffered = others.notOffered.map(({ why }) => why);
      this.#steps = specs.length;
      await makeProbes(specs, signal, {
        onWait: (wait) => (this.#wait = wait && waitWords[wait]),
        onProbe: () => undefined,
        onOutcome: (spec, outcome) => {
          this.#done++;
          const probes: Probes = { ...readProbes(environment)?.probes, [probeId(spec)]: outcome };
          const stored = { at: now(), probes };
          writeProbes(environment, stored);
          this.#onKept(stored);
          if (!outcome.ok) this.#failures = [...this.#failures, outcome.reason.message];
        },
      });
    } catch (error) {
      this.#problem = error instanceof Problem ? error.message : 'It could not be measured. Connect and try again.';
    } finally {
      this.#isOn = false;
      this.#wait = undefined;
    }
  }

  /** Ends it at once: what was measured stays. */
  stop(): void {
    this.#controller.abort();
  }
}
