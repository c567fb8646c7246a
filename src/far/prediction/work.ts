/** What is asked of a chip. */
export interface Work {
  /** Multiply–accumulates of one sample; one is two operations. */
  readonly macs: number;
  /** As stored in `precision`. */
  readonly weightBytes: number;
  /** Written and read again for one sample, where known: else they are part of what utilisation was measured with. */
  readonly activationBytes?: number;
  readonly precision: string;
  /** Samples a launch. */
  readonly batch: number;
  /** `single-stream`: one launch after the other, each waited for. `offline`: all at once, as fast as it goes. */
  readonly scenario: 'single-stream' | 'offline';
  /** Launches that `macs` are spread over: networks run one after the other; absent 1. */
  readonly launches?: number;
}

/** Far beyond anything that is built, and far from where numbers overflow. */
const MOST = 1e18;
const MOST_TOGETHER = 1e6;

/** @returns a clause that says what is impossible, undefined where nothing is */
export function impossible(work: Work): string | undefined {
  const { macs, weightBytes, activationBytes = 0, batch, launches = 1 } = work;
  for (const [name, value] of Object.entries({ macs, weightBytes, activationBytes })) {
    if (!(value >= 0 && value <= MOST)) return `${name} is a number from 0 to ${MOST}, not ${value}`;
  }
  for (const [name, value] of Object.entries({ batch, launches })) {
    if (!(Number.isInteger(value) && value >= 1 && value <= MOST_TOGETHER)) {
      return `${name} is a whole number from 1 to ${MOST_TOGETHER}, not ${value}`;
    }
  }
  return undefined;
}
