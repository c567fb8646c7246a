import { everywhere, type ColumnFile } from '../column';

/** What was asked: the model, the files it was loaded from, the input. */
export default {
  section: 'what',
  columns: [
    { id: 'model', title: 'Model', in: ['csv', 'report', 'terminal'], code: true, read: ({ model }) => model },
    { id: 'format', title: 'Format', in: ['csv'], read: ({ artefact }) => artefact?.format },
    { id: 'precision', title: 'Weights', in: ['csv'], read: ({ artefact }) => artefact?.precision },
    { id: 'precision_asked', title: 'Weights asked', in: ['csv'], read: ({ precision }) => precision },
    { id: 'artefact_bytes', title: 'Size', unit: 'bytes', in: ['csv'], read: ({ artefact }) => artefact?.bytes },
    { id: 'input', title: 'Input', in: ['csv'], read: ({ input }) => input.id },
    { id: 'input_bytes', title: 'Input size', unit: 'bytes', in: ['csv'], read: ({ input }) => input.bytes },
    {
      id: 'workload',
      title: 'Workload',
      in: everywhere,
      read: ({ workload }) => workload,
      // What nearly every cell does needs no saying.
      text: ({ workload }) => (workload === 'inference' ? '' : workload),
    },
  ],
} satisfies ColumnFile;
