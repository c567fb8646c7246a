import { byMinute, scenarioRules } from '../measure/scenario';
import { samplesOf, type Scenario, type Steady } from '../record/record';

/** What a scenario reports beside the statistics, one field a cell. */
export interface Reported {
  readonly title: string;
  /** In plain text: "41.2 inferences a second", "minute 1: 12 ms, minute 2: 14 ms". */
  readonly read: (steady: Steady, ms: (value: number) => string) => string;
}

/** Inferences done in the time that all of them took together, as a throughput is counted: not the reciprocal of the median. */
export function inferencesPerSecond(steady: Pick<Steady, 'visits'>): number {
  const samplesMs = samplesOf(steady);
  return (1000 * samplesMs.length) / samplesMs.reduce((sum, ms) => sum + ms, 0);
}

/** Undefined for the scenarios that report latency alone. */
export function reportedBy(scenario: Scenario): Reported | undefined {
  switch (scenarioRules[scenario].reports) {
    case 'latency':
      return undefined;
    case 'throughput':
      return {
        title: 'Throughput',
        read: (steady) => `${Number(inferencesPerSecond(steady).toPrecision(3))} inferences a second`,
      };
    case 'latency-by-minute':
      return {
        title: 'Median by minute',
        read: (steady, ms) =>
          byMinute(samplesOf(steady), steady.batch)
            .map(({ minute, medianMs }) => `minute ${minute}: ${ms(medianMs)}`)
            .join(', '),
      };
  }
}
