import type { Conversion } from './convert';
import { UNKNOWN } from './ir';
import type { Precision } from './lower/emitter';
import { OPSET, type ValueInfo } from './onnx/model';

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(2)} MB`;

function described({ name, dtype, shape }: ValueInfo): string {
  return `${name}  ${dtype} [${shape.map((length) => (length === UNKNOWN ? '?' : length)).join(', ')}]`;
}

function operators({ nodes }: Conversion['graph']): string {
  const counts = new Map<string, number>();
  for (const { op } of nodes) counts.set(op, (counts.get(op) ?? 0) + 1);
  const sorted = [...counts].sort(([a, m], [b, n]) => n - m || a.localeCompare(b));
  return sorted.map(([op, count]) => `${op} ${count}`).join(', ');
}

/** What a conversion made, as lines for a terminal. */
export function report(
  { graph, onnx, parity, compared, notes, warnings }: Conversion,
  { sourceBytes, precision }: { readonly sourceBytes: number; readonly precision: Precision },
): string {
  const checks = parity.map(({ label, output, maxAbs, maxRel, ownAbs, pass }) => {
    const own = ownAbs === undefined ? '' : `; TensorFlow.js differs from itself by ${ownAbs.toExponential(1)}`;
    const verdict = pass ? '' : '  WRONG';
    return `  ${label}, ${output}: ${maxAbs.toExponential(1)} absolute, ${maxRel.toExponential(1)} of the range${own}${verdict}`;
  });
  return [
    ...graph.inputs.map((input) => `input      ${described(input)}`),
    ...graph.outputs.map((output) => `output     ${described(output)}`),
    `operators  ${graph.nodes.length} (operator set ${OPSET}): ${operators(graph)}`,
    `size       ${megabytes(onnx.length)} (${precision}), source ${megabytes(sourceBytes)}`,
    ...notes.map((note) => `note       ${note}`),
    ...warnings.map((warning) => `warning    ${warning}`),
    'with' in compared ? `largest difference from ${compared.with}` : `not checked: ${compared.not}`,
    ...checks,
  ].join('\n');
}
