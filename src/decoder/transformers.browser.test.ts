import { AutoModelForCausalLM, AutoTokenizer, env, Tensor, type PreTrainedModel } from '@huggingface/transformers';
import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import { expect, it } from 'vitest';

env.allowRemoteModels = false;
env.allowLocalModels = true;
env.localModelPath = '/models/';
env.backends.onnx.wasm!.wasmPaths = { wasm };
env.backends.onnx.wasm!.numThreads = 1;

interface Reference {
  readonly prompt: string;
  readonly promptTokens: readonly number[];
  readonly greedy: readonly number[];
  /** Of a text, and the likeliest token after each of its own. */
  readonly forced: readonly number[];
  readonly top: readonly number[];
}

/** Rounded weights go their own way after a while, those of a small model soon: they are led along the text. As on the cards. */
const least = { fp32: 1, fp16: 1, q8: 0.97, q4: 0.85 } as const;

async function agreement(model: PreTrainedModel, { forced, top }: Reference): Promise<number> {
  const row = (values: readonly bigint[]) => new Tensor('int64', BigInt64Array.from(values), [1, values.length]);
  const { logits } = (await model({
    input_ids: row(forced.map(BigInt)),
    attention_mask: row(forced.map(() => 1n)),
  })) as { logits: Tensor };
  const width = logits.dims.at(-1) ?? 0;
  const values = logits.data as Float32Array;
  const likeliest = (at: number) => {
    const weights = values.subarray(at * width, (at + 1) * width);
    return weights.indexOf(weights.reduce((most, weight) => Math.max(most, weight), -Infinity));
  };
  return top.filter((token, at) => likeliest(at) === token).length / top.length;
}

/** Another project's engine, told nothing but the folder: its names, its configuration, its weights beside the graph. */
it.each(
  ['story', 'story-student'].flatMap((model) =>
    (['fp32', 'fp16', 'q8', 'q4'] as const).map((dtype) => ({ model, dtype })),
  ),
)(
  'transformers.js reads $model in $dtype and writes on as PyTorch does',
  { timeout: 60_000 },
  async ({ model: id, dtype }) => {
    const reference = (await (await fetch(`/models/${id}/reference/tokens.json`)).json()) as Reference;
    const tokenizer = await AutoTokenizer.from_pretrained(id);
    const inputs = tokenizer(reference.prompt) as { input_ids: Tensor };
    expect(Array.from(inputs.input_ids.data as BigInt64Array, Number)).toEqual(reference.promptTokens);
    const model = await AutoModelForCausalLM.from_pretrained(id, { dtype, device: 'wasm' });
    const whole = (await model.generate({
      ...inputs,
      max_new_tokens: reference.greedy.length,
      do_sample: false,
    })) as Tensor;
    const written = Array.from(whole.data as BigInt64Array, Number).slice(reference.promptTokens.length);
    if (least[dtype] === 1) expect(written).toEqual(reference.greedy.slice(0, written.length));
    expect(await agreement(model, reference)).toBeGreaterThanOrEqual(least[dtype]);
    expect(written.length).toBeGreaterThan(8);
    await model.dispose();
  },
);
