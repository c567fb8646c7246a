import type { Scenario } from '../record/record';

/** Each scenario's rule in words, apart from the rules: a first visit needs the figures alone. */
export const scenarioSummaries: Readonly<Record<Scenario, string>> = {
  preview: 'One opening, at least 5 inferences and 1 s, at most 15 s a target. A first impression, not a measurement.',
  quick: '5 openings (a slow target at least 3), in all at least 64 inferences and 6 s, at most 60 s a target.',
  thorough: '8 openings, in all at least 1024 inferences and 60 s, at most 10 minutes a target.',
  sustained:
    '10 minutes without a pause, one target after another with a minute of rest between: the first minute against the last. It ranks nobody.',
  offline:
    'Inferences a second, back to back, over 3 openings, at least 64 inferences and 6 s. No model here is fed batches yet: each inference carries one input.',
};
