/** Tokens of an answer that is measured: enough to see a pace, few enough for a slow device. */
export const inferences = 32;
