/** Repositories offered by name. What they hold and weigh is asked of the hub when a visitor picks one. */
export interface Preset {
  readonly title: string;
  readonly repository: string;
}

export const presets: readonly Preset[] = [
  { title: 'SmolLM2 135M', repository: 'HuggingFaceTB/SmolLM2-135M-Instruct' },
  { title: 'SmolLM2 360M', repository: 'HuggingFaceTB/SmolLM2-360M-Instruct' },
  { title: 'Gemma 3 270M', repository: 'onnx-community/gemma-3-270m-it-ONNX' },
  { title: 'Qwen3 0.6B', repository: 'onnx-community/Qwen3-0.6B-ONNX' },
  { title: 'Llama 3.2 1B', repository: 'onnx-community/Llama-3.2-1B-Instruct-ONNX' },
];
