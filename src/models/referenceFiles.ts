import type { CardFile, ModelCard } from './card';

/** What a check of the model's answer reads. */
export const referenceFiles = ({ reference }: Pick<ModelCard, 'reference'>): CardFile[] => [
  ...[...reference.inputs, ...reference.outputs].map(({ file }) => file),
  ...(reference.tokens ? [reference.tokens] : []),
];
