import type { Graph, Initialiser, Model, Node } from '../../src/onnx/graph';

/** A model while it is rewritten: nodes in their order, initialisers by name. */
export class Network {
  nodes: Node[];
  readonly initialisers: Map<string, Initialiser>;
  readonly graph: Graph;
  readonly opsets: Record<string, number>;
  readonly #taken: Set<string>;

  constructor({ graph, opsets }: Model) {
    this.graph = graph;
    this.opsets = { ...opsets };
    this.nodes = [...graph.nodes];
    this.initialisers = new Map((graph.initialisers ?? []).map((one) => [one.name, one]));
    this.#taken = new Set([
      ...this.initialisers.keys(),
      ...[...graph.inputs, ...graph.outputs].map(({ name }) => name),
      ...graph.nodes.flatMap(({ name, inputs, outputs }) => [name, ...inputs, ...outputs]),
    ]);
  }

  /** A name that nothing has yet, this one where it is free. */
  fresh(name: string): string {
    let own = name;
    for (let count = 2; this.#taken.has(own); count++) own = `${name}_${count}`;
    this.#taken.add(own);
    return own;
  }

  /** @returns its name */
  constant(initialiser: Initialiser): string {
    const name = this.fresh(initialiser.name);
    this.initialisers.set(name, { ...initialiser, name });
    return name;
  }

  /** Nodes that read each value. Graphs inside of nodes read from outside too. */
  consumers(): Map<string, Node[]> {
    const readers = new Map<string, Node[]>();
    for (const node of this.nodes) {
      for (const input of new Set(node.inputs)) {
        const list = readers.get(input);
        if (list) list.push(node);
        else readers.set(input, [node]);
      }
    }
    return readers;
  }

  producers(): Map<string, Node> {
    return new Map(this.nodes.flatMap((node) => node.outputs.map((output) => [output, node] as const)));
  }

  isOutput(name: string): boolean {
    return this.graph.outputs.some((output) => output.name === name);
  }

  /** Names that graphs inside of nodes read, which a rewriting must leave. */
  captured(): ReadonlySet<string> {
    const names = new Set<string>();
    const walk = (nodes: readonly Node[], inside: boolean) => {
      for (const { inputs, attributes = {} } of nodes) {
        if (inside) for (const input of inputs) names.add(input);
        for (const attribute of Object.values(attributes)) if ('g' in attribute) walk(attribute.g.nodes, true);
      }
    };
    walk(this.nodes, false);
    return names;
  }

  /** The model as it is now, without initialisers that nothing reads. */
  model(): Model {
    const read = new Set([...this.nodes.flatMap(({ inputs }) => inputs), ...this.captured()]);
    const initialisers = [...this.initialisers.values()].filter(({ name }) => read.has(name) || this.isOutput(name));
    return { opsets: this.opsets, graph: { ...this.graph, nodes: this.nodes, initialisers } };
  }
}
