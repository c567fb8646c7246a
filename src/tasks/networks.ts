import type { TaskNetwork } from './types';

/**
 * The network that the task's model is: the one that no other stands behind. What it stands behind itself is asked for by its id.
 * @param doing for the error: "Finding a pose"
 * @throws Error where there is none
 */
export function ownNetwork(networks: ReadonlyMap<string, TaskNetwork>, doing: string): TaskNetwork {
  const all = [...networks.values()];
  const own = all.find(({ card }) => !all.some((other) => other.card.behind === card.id));
  if (!own) throw new Error(`${doing} needs its network.`);
  return own;
}
