import type { ModelCard, PictureSpec } from '../models/card';
import { ownNetwork } from './networks';
import type { Pixels, TaskInput, TaskNetwork } from './types';

export interface PictureNetwork {
  readonly pixels: Pixels;
  readonly network: TaskNetwork;
  readonly spec: ModelCard['inputs'][number] & { readonly picture: PictureSpec };
  readonly output: ModelCard['outputs'][number];
}

/**
 * What a task over pictures with one network begins with: the picture, the network and its first input and output.
 * @param doing for the error: "Finding a pose"
 * @throws Error where the input is no picture, or the network takes none
 */
export function pictureNetwork(
  input: TaskInput,
  networks: ReadonlyMap<string, TaskNetwork>,
  doing: string,
): PictureNetwork {
  if (input.kind !== 'picture') throw new Error(`${doing} needs a picture.`);
  const network = ownNetwork(networks, doing);
  const [spec, output] = [network.card.inputs[0], network.card.outputs[0]];
  if (!spec?.picture || !output) throw new Error(`${doing} needs a network that takes a picture.`);
  return { pixels: input.pixels, network, spec: { ...spec, picture: spec.picture }, output };
}
