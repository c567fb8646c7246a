import type { Lane } from './lane';

/** A lane in a state, with `changes` laid over it. */
export function lane(state: Lane['state'], changes: Partial<Lane> = {}): Lane {
  const measured =
    state === 'completed'
      ? { medianMs: 20, ci95Ms: [19, 22] as const, firstMs: 60, n: 64, accord: 'agrees' as const }
      : {};
  return {
    key: `movenet-lightning|${state}`,
    title: `Target ${state}`,
    state,
    flags: [],
    software: false,
    ...measured,
    ...changes,
  };
}
