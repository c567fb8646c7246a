import { expect, it } from 'vitest';
import { loadCard } from './registry';
import { downloadRange, macsPerByte, weightBytes } from './work';

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
