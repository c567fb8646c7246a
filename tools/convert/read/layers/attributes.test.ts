import { describe, expect, it } from 'vitest';
import { agrees, answers, convertLayers, feed } from '../../testing/layers';
import { oneLayer, type Config, type OneLayer } from '../../testing/one-layer';
import { graphFromLayers } from './model';

type Row = readonly [kind: string, config: Config, inputs: OneLayer['inputs'], weights?: OneLayer['weights']];

const complete = (rows: readonly Row[]) =>
  rows.map(([kind, config, inputs, weights = {}]) => [kind, config, inputs, weights] as const);

const picture = [[null, 6, 5, 4]];
const rows: readonly Row[] = [
  ['Flatten', { data_format: 'channels_first' }, [[null, 3, 4, 2]]],
  ['Flatten', { data_format: 'channels_first' }, [[null, 3, 4]]],
  ['Flatten', { data_format: 'channels_first' }, [[null, 3]].map((shape) => [...shape, 2, 2, 2])],
  ['LeakyReLU', { alpha: 0.1 }, [[null, 4]]],
  ['LeakyReLU', {}, [[null, 4]]],
  ['ReLU', { max_value: 1.5 }, [[null, 4]]],
  ['ThresholdedReLU', { theta: 0.3 }, [[null, 4]]],
  ['ELU', { alpha: 1 }, [[null, 4]]],
  ['PReLU', { shared_axes: null }, [[null, 3, 4]], { alpha: [3, 4] }],
  ['PReLU', { shared_axes: [1] }, [[null, 3, 4]], { alpha: [1, 4] }],
  ['PReLU', { shared_axes: [1, 2] }, picture, { alpha: [1, 1, 4] }],
  ['PReLU', { shared_axes: [3] }, picture, { alpha: [6, 5, 1] }],
  ['Softmax', { axis: -1 }, [[null, 3, 4]]],
  ['LayerNormalization', { axis: [1], epsilon: 0.01 }, [[null, 4, 4]], { gamma: [4], beta: [4] }],
  ['LayerNormalization', { axis: 1 }, [[null, 3, 5]], { gamma: [3], beta: [3] }],
  ['LayerNormalization', { axis: [1, 2] }, picture, { gamma: [6, 5], beta: [6, 5] }],
  ['LayerNormalization', { axis: [-2, -1], center: false }, picture, { gamma: [5, 4] }],
  ['LayerNormalization', { axis: -1, scale: false }, picture, { beta: [4] }],
  ['BatchNormalization', { axis: 1 }, picture, { gamma: [6], beta: [6], moving_mean: [6], moving_variance: [6] }],
  ['BatchNormalization', { axis: [2] }, picture, { gamma: [5], beta: [5], moving_mean: [5], moving_variance: [5] }],
  [
    'BatchNormalization',
    { axis: 1, scale: false },
    [[null, 3, 4]],
    { beta: [3], moving_mean: [3], moving_variance: [3] },
  ],
  [
    'BatchNormalization',
    { axis: -1, center: false },
    [[null, 4]],
    { gamma: [4], moving_mean: [4], moving_variance: [4] },
  ],
  [
    'Multiply',
    {},
    [
      [null, 4, 4, 3],
      [null, 3],
    ],
  ],
  [
    'Add',
    {},
    [
      [null, 3],
      [null, 4, 4, 3],
    ],
  ],
  [
    'Maximum',
    {},
    [
      [null, 4, 3],
      [null, 3],
      [null, 1, 3],
    ],
  ],
  [
    'Average',
    {},
    [
      [null, 2, 4, 3],
      [null, 4, 3],
    ],
  ],
  [
    'Minimum',
    {},
    [
      [null, 4, 3],
      [null, 4, 3],
    ],
  ],
  [
    'Concatenate',
    { axis: 1 },
    [
      [null, 2, 3],
      [null, 4, 3],
    ],
  ],
  [
    'Concatenate',
    { axis: -2 },
    [
      [null, 2, 3, 4],
      [null, 2, 1, 4],
    ],
  ],
  ['Permute', { dims: [3, 1, 2] }, picture],
  ['Reshape', { target_shape: [null, 10] }, picture],
  ['RepeatVector', { n: 3 }, [[null, 4]]],
  ['Rescaling', { scale: 0.5, offset: -1 }, picture],
  [
    'Cropping2D',
    {
      cropping: [
        [1, 2],
        [0, 1],
      ],
      data_format: 'channels_first',
    },
    picture,
  ],
  [
    'ZeroPadding2D',
    {
      padding: [
        [1, 0],
        [2, 1],
      ],
      data_format: 'channels_first',
    },
    picture,
  ],
  ['UpSampling2D', { size: [2, 3], data_format: 'channels_first', interpolation: 'bilinear' }, picture],
  ['MaxPooling2D', { pool_size: [2, 2], strides: null, padding: 'same', data_format: 'channels_first' }, picture],
  ['AveragePooling2D', { pool_size: [3, 2], strides: [1, 2], padding: 'same' }, picture],
  ['GlobalAveragePooling2D', { data_format: 'channels_first' }, picture],
  ['GlobalMaxPooling2D', { data_format: 'channels_last' }, picture],
  [
    'Conv2D',
    {
      filters: 2,
      kernel_size: [3, 3],
      strides: [2, 1],
      padding: 'same',
      data_format: 'channels_first',
      activation: 'softmax',
    },
    picture,
    { kernel: [3, 3, 6, 2], bias: [2] },
  ],
  [
    'Conv2D',
    {
      filters: 2,
      kernel_size: 2,
      dilation_rate: [2, 2],
      activation: { class_name: 'LeakyReLU', config: { alpha: 0.4 } },
    },
    picture,
    { kernel: [2, 2, 4, 2], bias: [2] },
  ],
  [
    'SeparableConv2D',
    { filters: 3, kernel_size: [2, 2], depth_multiplier: 2, activation: 'hard_sigmoid' },
    picture,
    { depthwise_kernel: [2, 2, 4, 2], pointwise_kernel: [1, 1, 8, 3], bias: [3] },
  ],
  [
    'DepthwiseConv2D',
    { kernel_size: [2, 2], depth_multiplier: 2, data_format: 'channels_first', use_bias: false },
    picture,
    { depthwise_kernel: [2, 2, 6, 2] },
  ],
  [
    'Conv2DTranspose',
    { filters: 2, kernel_size: [3, 2], strides: [2, 2], padding: 'valid', data_format: 'channels_first' },
    picture,
    { kernel: [3, 2, 2, 6], bias: [2] },
  ],
  [
    'Conv1D',
    { filters: 2, kernel_size: [2], dilation_rate: [2], activation: 'relu6' },
    [[null, 7, 3]],
    { kernel: [2, 3, 2], bias: [2] },
  ],
  ['Dense', { units: 3, activation: 'hard_sigmoid' }, [[null, 4, 5]], { kernel: [5, 3], bias: [3] }],
];

describe('honours, as TensorFlow.js layers does', () => {
  it.each(complete(rows))('%s %j of %j', async (kind, config, inputs, weights) => {
    await agrees({ kind, config, inputs, weights });
  });
});

const sigmoid3 = (x: number) => Math.min(1, Math.max(0, x / 6 + 0.5));

describe('honours by definition what TensorFlow.js layers lacks', () => {
  const single = [[null, 3, 4]];
  const each = (formula: (x: number) => number) => (values: readonly number[]) => values.map(formula);
  /** Softmax of a [2, 3, 4] tensor along its second axis. */
  const alongSecond = (x: readonly number[]) =>
    x.map((value, i) => {
      const column = [0, 1, 2].map((row) => Math.exp(x[Math.floor(i / 12) * 12 + row * 4 + (i % 4)]!));
      return Math.exp(value) / column.reduce((a, b) => a + b);
    });
  it.each<[string, Config, 2 | 3, (values: readonly number[]) => number[]]>([
    ['LeakyReLU', { negative_slope: 0.1 }, 3, each((x) => (x > 0 ? x : 0.1 * x))],
    ['LeakyReLU', {}, 3, each((x) => (x > 0 ? x : 0.3 * x))],
    ['ReLU', { negative_slope: 0.2, max_value: 2, threshold: 0 }, 3, each((x) => (x > 0 ? Math.min(x, 2) : 0.2 * x))],
    ['ReLU', { negative_slope: 0.2, threshold: 1 }, 2, each((x) => (x >= 1 ? x : 0.2 * (x - 1)))],
    ['ReLU', { max_value: 2, threshold: 1 }, 3, each((x) => (x >= 1 ? Math.min(x, 2) : 0))],
    ['ELU', { alpha: 0.5 }, 2, each((x) => (x > 0 ? x : 0.5 * Math.expm1(x)))],
    ['Softmax', { axis: 1 }, 3, alongSecond],
    ['Softmax', { axis: [-2] }, 2, alongSecond],
    ['Activation', { activation: 'hard_sigmoid' }, 3, each(sigmoid3)],
    ['Activation', { activation: 'hard_sigmoid' }, 2, each((x) => Math.min(1, Math.max(0, 0.2 * x + 0.5)))],
    [
      'Activation',
      { activation: { class_name: 'function', config: 'hard_sigmoid', module: 'builtins' } },
      3,
      each(sigmoid3),
    ],
    [
      'Activation',
      { activation: { class_name: 'ELU', config: { name: 'e', alpha: 2 } } },
      3,
      each((x) => (x > 0 ? x : 2 * Math.expm1(x))),
    ],
    ['Activation', { activation: 'leaky_relu' }, 3, each((x) => (x > 0 ? x : 0.2 * x))],
    ['Activation', { activation: 'exponential' }, 2, each(Math.exp)],
    ['Activation', { activation: 'silu' }, 3, each((x) => x / (1 + Math.exp(-x)))],
  ])('%s %j of Keras %i', async (kind, config, keras, definition) => {
    const layer: OneLayer = { kind, config, keras, inputs: single };
    await agrees(layer);
    const x = feed(single[0]!, 5);
    const conversion = await convertLayers(oneLayer(layer), { dynamic: true });
    const [answer] = await answers(conversion, { x0: x });
    definition([...x.values]).forEach((value, i) => expect(answer!.values[i]).toBeCloseTo(value, 5));
  });

  it('Subtract of inputs of different rank', async () => {
    await agrees(
      {
        kind: 'Subtract',
        config: {},
        inputs: [
          [null, 3],
          [null, 4, 3],
        ],
      },
      /Subtract of layer layer by definition/,
    );
  });

  it('says what it could not compare, and with whom', async () => {
    const layer: OneLayer = {
      kind: 'GlobalAveragePooling1D',
      config: { data_format: 'channels_first' },
      inputs: [[null, 3, 4]],
    };
    const conversion = await convertLayers(oneLayer(layer), { dynamic: true });
    expect(conversion.compared).toEqual({ not: 'TensorFlow.js layers ignores data_format of layer layer' });
    expect(conversion.parity).toEqual([]);
    const x = feed([2, 3, 4], 3);
    const [answer] = await answers(conversion, { x0: x });
    const means = [0, 1, 2, 3, 4, 5].map(
      (row) => [...x.values].slice(4 * row, 4 * row + 4).reduce((a, b) => a + b) / 4,
    );
    expect(answer!.shape).toEqual([2, 3]);
    means.forEach((mean, i) => expect(answer!.values[i]).toBeCloseTo(mean, 5));
  });
});

describe('refuses by the names of layer and attribute', () => {
  const refused: readonly Row[] = [
    ['Conv2D', { filters: 2, kernel_size: [1, 1], groups: 2 }, picture, { kernel: [1, 1, 2, 2], bias: [2] }],
    ['Conv2D', { filters: 2, kernel_size: [1, 1], padding: 'causal' }, picture, { kernel: [1, 1, 4, 2], bias: [2] }],
    ['Conv2D', { filters: 3, kernel_size: [1, 1] }, picture, { kernel: [1, 1, 4, 2], bias: [2] }],
    ['Conv2DTranspose', { filters: 2, kernel_size: [1, 1], output_padding: [1, 1] }, picture, { kernel: [1, 1, 2, 4] }],
    ['Conv2DTranspose', { filters: 2, kernel_size: [1, 1], dilation_rate: [2, 2] }, picture, { kernel: [1, 1, 2, 4] }],
    ['LayerNormalization', { axis: -1, rms_scaling: true }, picture, { gamma: [4], beta: [4] }],
    ['LayerNormalization', { axis: 0 }, picture, { gamma: [4], beta: [4] }],
    ['BatchNormalization', { axis: [1, 2] }, picture],
    ['BatchNormalization', { renorm: true }, picture],
    ['Dense', { units: 2, activation: 'softer' }, [[null, 3]], { kernel: [3, 2], bias: [2] }],
    ['Dense', { units: 2, lora_rank: 4 }, [[null, 3]], { kernel: [3, 2], bias: [2] }],
    ['Dense', { units: 2, dtype: 'int8' }, [[null, 3]], { kernel: [3, 2], bias: [2] }],
    ['Embedding', { input_dim: 3, output_dim: 2, mask_zero: true }, [[null, 3]], { embeddings: [3, 2] }],
    ['UpSampling2D', { interpolation: 'lanczos3' }, picture],
    ['MaxPooling2D', { pool_size: [0, 2] }, picture],
    ['Reshape', { target_shape: [7] }, picture],
    ['Permute', { dims: [1, 1, 2] }, picture],
    ['ReLU', { max_value: -1 }, picture],
    ['LeakyReLU', { alpha: 0.1, negative_slope: 0.2 }, picture],
    ['ELU', { alpha: 'x' }, picture],
    ['PReLU', { shared_axes: [4] }, picture],
    ['Dropout', { rate: 0.5, shape: [1] }, picture],
  ];
  it.each(complete(refused))('%s %j', (kind, config, inputs, weights) => {
    const given = oneLayer({ kind, config, inputs, weights });
    const names = Object.keys(config).map((name) =>
      name === 'filters' || name === 'units' ? 'kernel|units|filters' : name,
    );
    expect(() => graphFromLayers(given)).toThrow(
      new RegExp(`^Layer layer can't be converted: .*(${names.join('|')}).*\\.$`),
    );
  });

  it('inputs that do not fit one another, or are too many', () => {
    const joined = (kind: string, ...inputs: OneLayer['inputs']) =>
      graphFromLayers(oneLayer({ kind, config: {}, inputs }));
    expect(() => joined('Add', [null, 3], [null, 4])).toThrow('[?, 3] and [?, 4]');
    expect(() => joined('Subtract', [null, 3], [null, 3], [null, 3])).toThrow('takes two');
    expect(() => joined('Add', [null, 3])).toThrow('joins 1 inputs');
    expect(() => joined('ReLU', [null, 3], [null, 3])).toThrow('ReLU with 2 inputs');
    expect(() => joined('Concatenate', [null, 3, 2], [null, 4, 3])).toThrow('differ off axis 2');
  });

  it('arguments of a call', () => {
    const given = oneLayer({ kind: 'Dropout', config: { rate: 0.5 }, inputs: [[null, 3]] });
    const text = JSON.stringify(given.modelTopology).replace('["x0",0,0,{}]', '["x0",0,0,{"training":true}]');
    expect(() => graphFromLayers({ ...given, modelTopology: JSON.parse(text) as object })).toThrow(
      "Layer layer can't be converted: it is called with training = true.",
    );
  });

  it('weights that no layer reads', () => {
    const weights = { kernel: [3, 2], bias: [2] };
    const given = oneLayer({ kind: 'Dense', config: { units: 2, use_bias: false }, inputs: [[null, 3]], weights });
    expect(() => graphFromLayers(given)).toThrow('No layer of the model reads the weights layer/bias.');
  });
});

it('finds weights that are numbered instead of named', async () => {
  const given = oneLayer({
    kind: 'Dense',
    config: { units: 2 },
    inputs: [[null, 3]],
    weights: { kernel: [3, 2], bias: [2] },
  });
  const weightSpecs = given.weightSpecs!.map((spec, index) => ({ ...spec, name: `layer/${index}` }));
  const { parity, compared } = await convertLayers({ ...given, weightSpecs });
  expect(compared).toEqual({ with: 'TensorFlow.js layers' });
  for (const { maxRel } of parity) expect(maxRel).toBeLessThan(1e-5);
});
