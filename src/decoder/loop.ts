import type { Precision } from '../models/artefact';
import type { Model, ValueInfo } from '../onnx/graph';
import type { DecoderConfig } from './config';
import { describeDecoder, type Named } from './describe';
import { Weights } from './initialisers';
import { cacheNames, OPSETS, OnnxMaker } from './onnx';
import { inModel, type Store } from './store';
import type { WeightSource } from './weights';

/** Likeliest tokens that are told of each step. */
export const ALTERNATIVES = 5;

const BOOL = 9;
const INT32 = 6;
const INT64 = 7;
const FLOAT = 1;

/** Names of a layer's cache inside the loop: subgraphs may not hide names of the graph around them. */
const innerNames = (layer: number, half: 'key' | 'value') => ({
  past: `carried.${layer}.${half}`,
  present: `left.${layer}.${half}`,
});

/** Only the last token of those read is asked what comes next. */
class LastToken extends OnnxMaker {
  override logits(x: string, weight: Named): string {
    const last = this.weights.constant('last', 'int64', [1], [-1]);
    const end = this.weights.constant('end', 'int64', [1], [2 ** 31]);
    const axis = this.weights.constant('tokens.axis', 'int64', [1], [1]);
    const row = this.node('Slice', [x, last, end, axis]);
    return this.node('Reshape', [
      super.logits(row, weight),
      this.weights.constant('flat', 'int64', [2], [1, this.config.vocabulary]),
    ]);
  }
}

/**
 * The next token by one number u, uniform over [0, 1): of the `top_k` likeliest at the temperature, as many as make up `top_p`
 * (nucleus sampling, Holtzman et al., 2020) are laid end to end, the likeliest first, and the one that u falls on is it.
 * `sampler.ts` does the same outside of a graph.
 */
function choose(maker: OnnxMaker, logits: string): { token: string } {
  const { weights } = maker;
  const scaled = maker.node('Div', [logits, 'temperature']);
  const [values, indices] = ['candidates', 'candidate_ids'];
  maker.node('TopK', [scaled, 'top_k'], { axis: { i: -1 } }, { outputs: [values, indices] });
  const shares = maker.node('Softmax', [values], { axis: { i: -1 } });
  const axis = weights.constant('candidates.axis', 'int64', [], [1]);
  const before = maker.node('CumSum', [shares, axis], { exclusive: { i: 1 } });
  const isIn = maker.node('Cast', [maker.node('Less', [before, 'top_p'])], { to: { i: FLOAT } });
  const kept = maker.node('Mul', [shares, isIn]);
  const along = weights.constant('one', 'int64', [1], [1]);
  const whole = maker.node('ReduceSum', [kept, along], { keepdims: { i: 1 } });
  const point = maker.node('Mul', [maker.node('Gather', ['uniforms', 'iteration'], { axis: { i: 0 } }), whole]);
  const passed = maker.node('LessOrEqual', [maker.node('CumSum', [kept, axis]), point]);
  const count = maker.node('ReduceSum', [maker.node('Cast', [passed], { to: { i: INT64 } }), along], {
    keepdims: { i: 1 },
  });
  const most = maker.node('Sub', [
    maker.node('ReduceSum', [maker.node('Cast', [isIn], { to: { i: INT64 } }), along], { keepdims: { i: 1 } }),
    along,
  ]);
  const place = maker.node('Min', [count, most]);
  return { token: maker.node('GatherElements', [indices, place], { axis: { i: 1 } }) };
}

/** Hugging Face's repetition penalty (Keskar et al., CTRL, 2019): logits of tokens seen are divided by it, negative ones multiplied. */
function penalised(maker: OnnxMaker, logits: string, seen: string): string {
  const isPositive = maker.node('Greater', [logits, maker.weights.constant('nought', 'float32', [], [0])]);
  const lessened = maker.node('Where', [
    isPositive,
    maker.node('Div', [logits, 'penalty']),
    maker.node('Mul', [logits, 'penalty']),
  ]);
  return maker.node('Where', [maker.node('Cast', [seen], { to: { i: BOOL } }), lessened, logits]);
}

/**
 * A decoder that writes several tokens in one run: the whole network is the body of a `Loop`, its cache carried from step to step
 * inside the runtime. On WASM each run copies what goes in and out, the cache with it: once for many tokens here, not once for each.
 *
 * In: `input_ids` int64 [1, n] read in the first step; `past_key_values.*`; `steps` int64 [], tokens to write at most; `uniforms` float32 [steps];
 * `temperature`, `top_p`, `penalty` float32 []; `top_k` int64 [1], 1 for the likeliest; `seen` float32 [1, vocabulary], 1 for tokens
 * that the penalty is to meet; `end_tokens` int64 [n].
 * Out: `tokens` int64 [m], m ≤ steps, ended by an end token; `shares` float32 [m], how likely each was, and
 * `alternatives` int64, `alternative_shares` float32 [m, 5], the likeliest, both as the network says it, temperature aside; `present.*`, which the
 * last token isn't in.
 */
export function loopModel(
  config: DecoderConfig,
  source: WeightSource,
  precision: Precision,
  store: Store = inModel,
): Model {
  const { vocabulary, keyValueHeads, headSize, layers } = config;
  const weights = new Weights(source, precision, store);
  const caches = Array.from({ length: layers }).flatMap((_, layer) =>
    (['key', 'value'] as const).map((half) => ({ ...cacheNames(layer, half), inner: innerNames(layer, half) })),
  );

  const positions = { ids: 'ids', lengths: 'lengths', total: 'total32', caches: innerNames };
  const body = new LastToken(config, weights, positions);
  const one = weights.constant('one', 'int64', [1], [1]);
  const read = body.node('Shape', ['ids'], { start: { i: 1 }, end: { i: 2 } });
  const total = body.node('Add', ['length', read], {}, { outputs: ['total'] });
  body.node('Cast', [body.node('Sub', [total, one])], { to: { i: INT32 } }, { outputs: ['lengths'] });
  const scalar = weights.constant('scalar', 'int64', [0], []);
  body.node('Cast', [body.node('Reshape', [total, scalar])], { to: { i: INT32 } }, { outputs: ['total32'] });
  const logits = describeDecoder(body, config);
  const ones = body.node('Cast', [body.node('GreaterOrEqual', ['ids', weights.constant('zero', 'int64', [], [0])])], {
    to: { i: FLOAT },
  });
  body.node('ScatterElements', ['met', 'ids', ones], { axis: { i: 1 } }, { outputs: ['met_now'] });
  const { token } = choose(body, penalised(body, logits, 'met_now'));
  body.node('Identity', [token], {}, { outputs: ['next_ids'] });
  const flat = weights.constant('all', 'int64', [1], [-1]);
  body.node('Reshape', [token, scalar], {}, { outputs: ['token'] });
  const shares = body.node('Softmax', [logits], { axis: { i: -1 } });
  body.node(
    'Reshape',
    [body.node('GatherElements', [shares, token], { axis: { i: 1 } }), scalar],
    {},
    { outputs: ['share'] },
  );
  const most = weights.constant('told', 'int64', [1], [ALTERNATIVES]);
  body.node('TopK', [shares, most], { axis: { i: -1 } }, { outputs: ['likeliest', 'likeliest_ids'] });
  body.node('Reshape', ['likeliest', flat], {}, { outputs: ['alternative_share'] });
  body.node('Reshape', ['likeliest_ids', flat], {}, { outputs: ['alternative'] });
  const matches = body.node('Cast', [body.node('Equal', ['end_tokens', 'token'])], { to: { i: INT32 } });
  const ended = body.node('Cast', [body.node('ReduceMax', [matches], { keepdims: { i: 0 } })], { to: { i: BOOL } });
  body.node('Not', [ended], {}, { outputs: ['goes_on'] });

  const cacheShape = ['batch', keyValueHeads, 'past', headSize];
  const inside = (names: readonly string[], at: string): ValueInfo[] =>
    names.map((name) => ({ name, type: 'float32', shape: ['batch', keyValueHeads, at, headSize] }));
  const outer = new OnnxMaker(config, weights, { ids: 'input_ids', lengths: '', total: '' });
  outer.node('Shape', [caches[0]!.past], { start: { i: 2 }, end: { i: 3 } }, { outputs: ['begin'] });
  outer.node(
    'Loop',
    ['steps', '', 'input_ids', 'begin', 'seen', ...caches.map(({ past }) => past)],
    {
      body: {
        g: {
          name: 'step',
          nodes: body.nodes,
          inputs: [
            { name: 'iteration', type: 'int64', shape: [] },
            { name: 'goes', type: 'bool', shape: [] },
            { name: 'ids', type: 'int64', shape: [1, 'read'] },
            { name: 'length', type: 'int64', shape: [1] },
            { name: 'met', type: 'float32', shape: [1, vocabulary] },
            ...inside(
              caches.map(({ inner: { past } }) => past),
              'carried',
            ),
          ],
          outputs: [
            { name: 'goes_on', type: 'bool', shape: [] },
            { name: 'next_ids', type: 'int64', shape: [1, 1] },
            { name: 'total', type: 'int64', shape: [1] },
            { name: 'met_now', type: 'float32', shape: [1, vocabulary] },
            ...inside(
              caches.map(({ inner: { present } }) => present),
              'left',
            ),
            { name: 'token', type: 'int64', shape: [] },
            { name: 'share', type: 'float32', shape: [] },
            { name: 'alternative', type: 'int64', shape: [ALTERNATIVES] },
            { name: 'alternative_share', type: 'float32', shape: [ALTERNATIVES] },
          ],
        },
      },
    },
    {
      outputs: [
        'last_ids',
        'last_length',
        'last_seen',
        ...caches.map(({ present }) => present),
        'tokens',
        'shares',
        'alternatives',
        'alternative_shares',
      ],
    },
  );
  return {
    opsets: OPSETS,
    graph: {
      name: 'writer',
      nodes: outer.nodes,
      initialisers: weights.initialisers,
      inputs: [
        { name: 'input_ids', type: 'int64', shape: [1, 'tokens_read'] },
        { name: 'steps', type: 'int64', shape: [] },
        { name: 'uniforms', type: 'float32', shape: ['most'] },
        { name: 'temperature', type: 'float32', shape: [] },
        { name: 'top_k', type: 'int64', shape: [1] },
        { name: 'top_p', type: 'float32', shape: [] },
        { name: 'penalty', type: 'float32', shape: [] },
        { name: 'seen', type: 'float32', shape: [1, vocabulary] },
        { name: 'end_tokens', type: 'int64', shape: ['ends'] },
        ...caches.map(({ past }): ValueInfo => ({ name: past, type: 'float32', shape: cacheShape })),
      ],
      outputs: [
        { name: 'tokens', type: 'int64', shape: ['written'] },
        { name: 'shares', type: 'float32', shape: ['written'] },
        { name: 'alternatives', type: 'int64', shape: ['written', ALTERNATIVES] },
        { name: 'alternative_shares', type: 'float32', shape: ['written', ALTERNATIVES] },
        ...caches.map(({ present }): ValueInfo => ({
          name: present,
          type: 'float32',
          shape: ['batch', keyValueHeads, 'total', headSize],
        })),
      ],
    },
  };
}
