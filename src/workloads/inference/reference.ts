import type { CardFile, ModelCard } from '../../models/card';
import type { Tensor, TensorMap } from '../../domain/tensor';
import { pictureTensor, pixelsFromRgb } from '../../tasks/picture';
import type { ReferenceOutput } from '../../tasks/types';

export interface Reference {
  readonly feeds: TensorMap;
  readonly outputs: readonly ReferenceOutput[];
}

/** The fixed input of the agreement gate as tensors, and what the network must answer. */
export async function loadReference(
  card: ModelCard,
  read: (file: CardFile) => Promise<ArrayBuffer>,
): Promise<Reference> {
  const feeds: Record<string, Tensor> = {};
  for (const { name, shape, stored, file } of card.reference.inputs) {
    const bytes = await read(file);
    if (stored === 'rgb8') {
      const spec = card.inputs.find((input) => input.name === name);
      if (!spec?.picture) throw new Error(`${card.id}: the input ${name} has no picture specification.`);
      const [height = 0, width = 0] = spec.picture.layout === 'NCHW' ? shape.slice(2) : shape.slice(1, 3);
      const tensor = pictureTensor(pixelsFromRgb(new Uint8Array(bytes), width, height), spec.picture, spec.dtype);
      // Its memory goes to a later answer, and the reference is compared with again at the end.
      feeds[name] = { ...tensor, data: tensor.data.slice() };
    } else {
      feeds[name] = {
        dtype: stored,
        shape,
        data: stored === 'int32' ? new Int32Array(bytes) : new Float32Array(bytes),
      };
    }
  }
  const outputs: ReferenceOutput[] = [];
  for (const { name, shape, stride, file } of card.reference.outputs) {
    outputs.push({ name, shape, stride, values: new Float32Array(await read(file)) });
  }
  return { feeds, outputs };
}
