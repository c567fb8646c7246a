import { significant, whole } from '../../domain/number';
import { bound } from '../../domain/words';
import type { MemoryNeed } from '../../decoder/memory';
import { readingSource } from '../../judge/writeWords';
import type { CellPhase } from '../../measure/liveCell';
import { bytes } from '../../ui/format';

const phases: Readonly<Record<CellPhase, string>> = {
  waiting: 'Waiting …',
  runtime: 'Starting the runtime …',
  download: 'Starting the runtime …',
  create: 'Drawing weights and building the network …',
  first: 'Reading a prompt for the first time …',
  check: 'Checking that it reads at once what it reads word by word …',
  warmup: 'Warming up …',
  steady: 'Timing tokens …',
  rest: 'Resting …',
  done: 'Done.',
};

/** Every sentence of the page that tells whether a decoder runs well here. */
export const words = {
  pageTitle: 'Will it run well here? · Nearside',
  heading: 'Will it run well here?',
  lead: 'A language model’s speed depends on its sizes and not on what it has learnt. This page makes the very network with weights drawn on the spot, and times it on this device: nothing of the model is downloaded.',
  presets: 'Which model',
  own: 'Another',
  field: 'Its config.json',
  hint: 'Hugging Face keeps one beside every model’s weights. Known: LLaMA, Qwen 2 and 3, Gemma 3.',
  read: 'Read it',
  facts: {
    weights: 'Weights',
    layers: 'Layers',
    width: 'Width',
    vocabulary: 'Vocabulary',
    context: 'Context',
    licence: 'Weights come under',
  },
  measuredWith: (positions: number, all: number) =>
    positions < all ? `${whole(all)} tokens, measured with up to ${whole(positions)}` : `${whole(all)} tokens`,
  millions: (count: number) =>
    count >= 1e9 ? `${significant(count / 1e9, 3)} thousand million` : `${significant(count / 1e6, 3)} million`,

  forms: 'What it would take here, by how its weights are stored',
  form: 'Weights',
  download: 'Download',
  memory: 'Memory',
  room: 'Fits',
  fits: 'yes',
  tight: 'perhaps not',
  tooLarge: 'no',
  repacked:
    'On the processor the runtime makes whole numbers of 8 bits of either while it opens: 4 bits spare the download and no memory.',
  where: 'Where to run it',
  looking: 'Looking at this device …',
  measure: 'Measure here',
  stop: 'Stop',
  noWay: 'Nothing in this browser can run such a model.',

  doing: (phase: CellPhase | undefined) => (phase ? phases[phase] : 'Beginning …'),
  results: 'Measured here',
  on: (title: string, precision: string, target: string) => `${title}, ${precision}, on ${target}`,
  decode: 'decode, tokens a second',
  prefill: 'prefill, tokens a second',
  firstToken: 'to a first token',
  heap: 'memory it had grown to',
  told: ({ total, cache, positions }: MemoryNeed) =>
    bound(
      `Told before: ${bytes(total - cache)} of memory without the cache, which the text that was measured hardly filled; ${bytes(total)} with one of ${whole(positions)} tokens.`,
    ),
  wouldCost: (size: number) => `To have it here you would download ${bytes(size)}.`,
  preview: 'A preview, of one opening.',
  notRun: 'It does not run here.',
  readingSource,
} as const;
