import { AutoModelForCausalLM, AutoTokenizer, env, type Tensor } from '@huggingface/transformers';
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
    const same = written.findIndex((token, at) => token !== reference.greedy[at]);
    if (dtype === 'fp32' || dtype === 'fp16') expect(written).toEqual(reference.greedy.slice(0, written.length));
    // Rounded weights go their own way after a while, those of a small model soon.
    else expect(same < 0 ? written.length : same).toBeGreaterThan(0);
    expect(written.length).toBeGreaterThan(8);
    await model.dispose();
  },
);
