import { UNKNOWN } from '../../ir';
import { float } from '../builder';
import type { Layer, LayerTable } from './context';

/** (x − mean) ÷ √(variance + ε) × gamma + beta, one of each for every place on an axis, which is put last for it. */
const batchNormalization: Layer = (layer, x) => {
  const { attributes } = layer;
  attributes.training('momentum', 'synchronized', 'virtual_batch_size');
  attributes.only('renorm', false);
  attributes.training('fused', 'adjustment');
  const rank = x.shape.length;
  const axes = attributes.integers('axis', -1);
  if (axes.length !== 1) attributes.wrong('axis', axes);
  const axis = layer.axis('axis', axes[0]!, rank);
  const scaled = attributes.flag('scale', true);
  const centred = attributes.flag('center', true);
  const before = Number(scaled) + Number(centred);
  const { name: mean, shape } = layer.weight('moving_mean', [x.shape[axis]!], before);
  const [channels] = shape as [number];
  const filled = (value: number) => layer.builder.constant(new Array<number>(channels).fill(value), [channels]);
  const scale = scaled ? layer.weight('gamma', [channels], 0).name : filled(1);
  const offset = centred ? layer.weight('beta', [channels], Number(scaled)).name : filled(0);
  const variance = layer.weight('moving_variance', [channels], before + 1).name;
  const perm = [...x.shape.keys()].filter((own) => own !== axis).concat(axis);
  const last = layer.transpose(x, perm);
  const normal = layer.op('FusedBatchNormV3', [last.name, scale, offset, mean, variance], {
    epsilon: float(attributes.number('epsilon', 0.001)),
  });
  return layer.transpose(
    { name: normal, shape: last.shape },
    perm.map((_, own) => perm.indexOf(own)),
  );
};

/** (x − mean) ÷ √(variance + ε) × gamma + beta, mean and variance over one axis or several, gamma and beta lying on them. */
const layerNormalization: Layer = (layer, x) => {
  const { attributes } = layer;
  attributes.only('rms_scaling', false);
  const rank = x.shape.length;
  const axes = attributes.integers('axis', -1).map((axis) => layer.axis('axis', axis, rank));
  if (axes.some((axis, index) => index > 0 && axis <= axes[index - 1]!)) attributes.wrong('axis', layer.config.axis);
  const lengths = axes.map((axis) => x.shape[axis]!);
  const vector = layer.vector(...axes);
  const mean = layer.op('Mean', [x.name, vector], { keep_dims: { b: true } });
  const spread = layer.op('SquaredDifference', [x.name, mean]);
  const variance = layer.op('Mean', [spread, vector], { keep_dims: { b: true } });
  const epsilon = layer.scalar(attributes.number('epsilon', 0.001));
  const deviation = layer.op('Rsqrt', [layer.op('AddV2', [variance, epsilon])]);
  let name = layer.op('Mul', [layer.op('Sub', [x.name, mean]), deviation]);
  const onAxes = (own: string, index: number) => {
    const weight = layer.weight(own, lengths, index);
    const stretched = x.shape.map((_, axis) => (axes.includes(axis) ? weight.shape[axes.indexOf(axis)]! : 1));
    const trailing = axes.every((axis, i) => axis === rank - axes.length + i);
    return trailing ? weight.name : layer.op('Reshape', [weight.name, layer.vector(...stretched)]);
  };
  const scaled = attributes.flag('scale', true);
  if (scaled) name = layer.op('Mul', [name, onAxes('gamma', 0)]);
  if (attributes.flag('center', true)) name = layer.op('AddV2', [name, onAxes('beta', Number(scaled))]);
  return { ...x, name };
};

/** x × scale + offset, each one number or one for every channel. */
const rescaling: Layer = (layer, x) => {
  const factor = (key: string, fallback: number) => {
    const list = [layer.attributes.value(key, fallback)].flat() as number[];
    const known = list.every((item) => typeof item === 'number' && Number.isFinite(item));
    const channels = x.shape.at(-1)!;
    if (!known || ![1, channels].includes(list.length) || (channels === UNKNOWN && list.length > 1)) {
      layer.attributes.wrong(key, layer.config[key]);
    }
    return list.length === 1 ? layer.scalar(list[0]!) : layer.builder.constant(list, [list.length]);
  };
  const scaled = layer.op('Mul', [x.name, factor('scale', 1)]);
  return { ...x, name: layer.op('AddV2', [scaled, factor('offset', 0)]) };
};

export const normalisationLayers: LayerTable = {
  BatchNormalization: batchNormalization,
  LayerNormalization: layerNormalization,
  Rescaling: rescaling,
};
