import { everywhere, forPeople, type ColumnFile } from '../column';
import type { Cell } from '../../record/record';

const plural = (n: number, noun: string) => `${n} ${noun}${n === 1 ? '' : 's'}`;

/** "webgpu, 1 thread, jsep build, after jspi failed, 3 nodes on the CPU, software GPU" */
function ranOn({ actual, tried = [] }: Cell): string {
  const before = tried.map(({ build }) => build).join(', ');
  if (!actual) return before && `no build: ${before} and the last failed`;
  const { backend, threads, build, fallbackNodes, softwareAdapter } = actual;
  return [
    `${backend}, ${plural(threads, 'thread')}`,
    ...(build ? [`${build} build`] : []),
    ...(before ? [`after ${before} failed`] : []),
    ...(softwareAdapter ? ['software GPU'] : []),
    ...(fallbackNodes ? [`${plural(fallbackNodes, 'node')} on the CPU`] : []),
  ].join(', ');
}

/** "fp16", "fp16, computed in fp32", "int8, computed in int8": how weights are stored, and what the arithmetic ran in where the runtime tells. */
function precisions({ artefact, actual }: Cell): string {
  const computed = actual?.computePrecision;
  return [...(artefact ? [artefact.precision] : []), ...(computed ? [`computed in ${computed}`] : [])].join(', ');
}

/** What it was asked to run on, and what it ran on. */
export default {
  section: 'target',
  columns: [
    // On a page the target heads its row.
    { id: 'target', title: 'Target', in: ['csv', 'report', 'terminal'], code: true, read: ({ target }) => target.id },
    { id: 'runtime', title: 'Runtime library', in: ['csv'], read: ({ target }) => target.runtime },
    { id: 'backend_asked', title: 'Backend asked', in: ['csv'], read: ({ target }) => target.backend },
    {
      id: 'backend_ran',
      title: 'Ran on',
      in: ['csv', 'page', 'report'],
      read: ({ actual }) => actual?.backend,
      text: ranOn,
    },
    { id: 'threads_asked', title: 'Threads asked', in: ['csv'], read: ({ target }) => target.threads },
    { id: 'build_ran', title: 'Build', in: ['csv'], read: ({ actual }) => actual?.build },
    {
      id: 'builds_tried',
      title: 'Builds tried',
      in: ['csv'],
      read: ({ tried }) => tried?.map(({ build }) => build).join(' '),
    },
    { id: 'threads_ran', title: 'Threads', in: ['csv'], read: ({ actual }) => actual?.threads },
    { id: 'fallback_nodes', title: 'Nodes on the CPU', in: ['csv'], read: ({ actual }) => actual?.fallbackNodes },
    { id: 'software_adapter', title: 'Software GPU', in: ['csv'], read: ({ actual }) => actual?.softwareAdapter },
    { id: 'compute_precision', title: 'Computed in', in: ['csv'], read: ({ actual }) => actual?.computePrecision },
    { id: 'precisions', title: 'Precision', in: forPeople, read: precisions },
    {
      id: 'twin',
      title: 'Twin',
      in: everywhere,
      read: ({ twin }) => twin,
      text: ({ twin }) => (twin === undefined ? '' : twin === 0 ? 'A' : 'B'),
    },
  ],
} satisfies ColumnFile;
