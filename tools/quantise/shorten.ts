import type { Network } from './network';

/**
 * Gives inner values and nodes short names: those of other people's graphs are paths of a hundred characters, which a quantised
 * graph holds several times over. Inputs and outputs keep theirs; so does everything where graphs inside of nodes read by name.
 */
export function shorten(network: Network): void {
  if (network.captured().size > 0) return;
  const { inputs, outputs } = network.graph;
  const kept = new Set([...inputs, ...outputs].map(({ name }) => name));
  const names = new Map<string, string>([['', '']]);
  let count = 0;
  const short = (name: string): string => {
    if (kept.has(name)) return name;
    let own = names.get(name);
    if (own === undefined) {
      do own = (count++).toString(36);
      while (kept.has(own));
      names.set(name, own);
    }
    return own;
  };
  network.nodes = network.nodes.map((node, index) => ({
    ...node,
    name: index.toString(36),
    inputs: node.inputs.map(short),
    outputs: node.outputs.map(short),
  }));
  const renamed = [...network.initialisers.values()].map((one) => ({ ...one, name: short(one.name) }));
  network.initialisers.clear();
  for (const one of renamed) network.initialisers.set(one.name, one);
}
