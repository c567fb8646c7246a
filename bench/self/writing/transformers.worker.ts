import '../../../src/domain/ownScripts';
import { AutoModelForCausalLM, env, Tensor, type PreTrainedModel } from '@huggingface/transformers';
import * as Comlink from 'comlink';
import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import type { WritingEngine } from './engine';

/** Its names of the card's precisions. */
const dtypes = { fp32: 'fp32', fp16: 'fp16', int8: 'q8', int4: 'q4' } as const;

/** The generation as its documentation shows it, greedy. */
let model: PreTrainedModel;

const engine: WritingEngine = {
  async open(site, card, artefact) {
    env.allowRemoteModels = false;
    env.allowLocalModels = true;
    env.localModelPath = `${site}models/`;
    env.useBrowserCache = false;
    const { wasm: settings } = env.backends.onnx;
    if (!settings) throw new Error('transformers.js has no settings for WASM.');
    settings.wasmPaths = { wasm };
    settings.numThreads = 1;
    const dtype = artefact && dtypes[artefact.precision];
    model = await AutoModelForCausalLM.from_pretrained(card.id, { device: 'wasm', ...(dtype && { dtype }) });
    return undefined;
  },
  async write(ids, count) {
    const stamps: number[] = [];
    const started = performance.now();
    const whole = (await model.generate({
      inputs: new Tensor('int64', BigInt64Array.from(ids, BigInt), [1, ids.length]),
      max_new_tokens: count,
      do_sample: false,
      eos_token_id: -1,
      // Told of the prompt first, then of each token.
      streamer: { put: () => stamps.push(performance.now()), end: () => {} },
    } as Record<string, unknown>)) as Tensor;
    const tokens = Array.from(whole.data as BigInt64Array, Number).slice(ids.length);
    const [, first = 0] = stamps;
    const last = stamps.at(-1) ?? 0;
    return { tokens, prefillMs: first - started, tokenMs: (last - first) / (tokens.length - 1) };
  },
};

Comlink.expose(engine);
