import { expect, it } from 'vitest';
import { loadCard, loadCards } from './registry';
import { downloadRange, macsPerByte, weightBytes, weightWork } from './work';

const cards = await loadCards();
const file = (bytes: number) => ({ path: `${bytes}.bin`, from: 'x', bytes, sha256: '0'.repeat(64) });
const macs = { count: 6000, shape: [1], how: 'counted' };

it('counts MACs against every file of the artefact', () => {
  expect(weightBytes({ files: [file(100), file(200)] })).toBe(300);
  expect(macsPerByte({ macs }, { files: [file(100), file(200)] })).toBe(20);
});

it('halving the precision doubles the intensity', async () => {
  const facemesh = (await loadCard('facemesh'))!;
  const [half, full] = (['fp16', 'fp32'] as const).map((precision) =>
    facemesh.artefacts.find((artefact) => artefact.format === 'onnx' && artefact.precision === precision)!,
  );
  const ratio = macsPerByte(facemesh, half!) / macsPerByte(facemesh, full!);
  expect(ratio).toBeGreaterThan(1.7);
  expect(ratio).toBeLessThan(2);
});

it('counts assets among what is downloaded, not among the weights', async () => {
  const card = { ...(await loadCard('blazeface'))!, assets: [file(1_000_000)] };
  const sizes = card.artefacts.map(weightBytes);
  expect(downloadRange(card)).toEqual([Math.min(...sizes) + 1e6, Math.max(...sizes) + 1e6]);
});

const chain = [
  { card: { id: 'detect', parameters: 1000 }, artefact: { precision: 'fp32' as const } },
  { card: { id: 'read', parameters: 301 }, artefact: { precision: 'int4' as const } },
];
const run = (model: string) => ({ model });

it('counts each network’s weights once for every run in an answer', () => {
  expect(weightWork(chain, ['detect', 'read', 'read', 'read'].map(run))).toEqual({
    parameters: 1000 + 3 * 301,
    weightBytes: 4000 + Math.ceil((3 * 301) / 2),
  });
  expect(weightWork(chain, [run('detect')])).toEqual({ parameters: 1000, weightBytes: 4000 });
  expect(weightWork(chain, [])).toEqual({ parameters: 0, weightBytes: 0 });
});

// A TensorFlow.js graph keeps its weights in files of their own, so what the formula says can be weighed.
const stored = cards.flatMap((card) =>
  card.artefacts
    .filter(({ format }) => format === 'tfjs-graph')
    .map((artefact) => ({ id: card.id, precision: artefact.precision, card, artefact })),
);
it.each(stored)('$id in $precision: the weights weigh what their shards do', ({ card, artefact }) => {
  const shards = artefact.files.filter(({ path }) => !path.endsWith('.json'));
  const { weightBytes: bytes } = weightWork([{ card, artefact }], [run(card.id)]);
  // A decoder's graph has tables of how far each position turns, which are no weights.
  const { context = 0, headSize = 0 } = card.decoder ?? {};
  const tables = 2 * context * headSize * 4;
  expect(Math.abs(bytes / (weightBytes({ files: shards }) - tables) - 1)).toBeLessThan(0.003);
});

it.each(cards)('$id: the weights never weigh more than the files they are in', (card) => {
  for (const artefact of card.artefacts) {
    const { weightBytes: bytes } = weightWork([{ card, artefact }], [run(card.id)]);
    expect(bytes).toBeLessThanOrEqual(weightBytes(artefact));
  }
});
