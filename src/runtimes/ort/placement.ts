import type { InferenceSession } from 'onnxruntime-web';
import type { Placement } from '../types';

/** What makes ONNX Runtime write down where it puts each node, among much else: nothing that is timed may run with it. */
export const placementLog = { logSeverityLevel: 0, logVerbosityLevel: 0 } as const;

let reader: ((line: string) => void) | undefined;

/**
 * Puts itself between ONNX Runtime and the console of this worker; lines that {@link readPlacement} doesn't ask for go on to the
 * console. ONNX Runtime's wasm binds the console's methods when it starts: later is too late.
 */
export function overhear(): void {
  const own: Console = console;
  for (const method of ['log', 'info', 'debug', 'warn', 'error'] as const) {
    const write = own[method].bind(own);
    own[method] = (...line: unknown[]) => (reader ? reader(String(line[0])) : write(...line));
  }
}

/**
 * Where the nodes of a network go. Only ONNX Runtime's own log says which fell back to the CPU: " Node(s) placed on
 * [CPUExecutionProvider]. Number of nodes: 12". It is read from a session that is released at once, since one made with this log
 * writes a line for each kernel that it dispatches as long as it lives.
 * @param create makes a session with {@link placementLog}, in a realm that is {@link overhear}d
 */
export async function readPlacement(create: () => Promise<InferenceSession>): Promise<Placement> {
  const nodes = new Map<string, number>();
  reader = (line) => {
    const [, provider, count] = /placed on \[(\w+)\]\. Number of nodes: (\d+)/.exec(line) ?? [];
    if (provider) nodes.set(provider, (nodes.get(provider) ?? 0) + Number(count));
  };
  try {
    await (await create()).release();
  } finally {
    reader = undefined;
  }
  if (nodes.size === 0) return {};
  const fallbackNodes = nodes.get('CPUExecutionProvider') ?? 0;
  return nodes.size === 1 && fallbackNodes > 0 ? { fallbackNodes, backend: 'wasm' } : { fallbackNodes };
}
