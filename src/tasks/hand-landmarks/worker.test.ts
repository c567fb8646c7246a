import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { PNG } from 'pngjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { sampleJoints } from '../../../models/hand-landmark-lite/hand/sample';
import { readCard } from '../../../tools/models/cards';
import { openNetwork, referenceFeeds, referenceOutputs } from '../../../tools/models/tfjs-graph';
import type { Tensor } from '../../domain/tensor';
import { cropPicture } from '../picture';
import type { Pixels, TaskNetwork } from '../types';
import { pointNames } from './answer';
import type { Point } from './crop';
import { task } from './worker';

function sample(name: string): Pixels {
  const file = new URL(`../../../models/samples/${name}.png`, import.meta.url);
  const { width, height, data } = PNG.sync.read(readFileSync(file));
  return { width, height, data: new Uint8ClampedArray(data) };
}

const hand = sample('hand');
/** Where the rendered mesh has its joints, pixels: no network had a part in it. */
const joints = JSON.parse(
  readFileSync(new URL('../../../models/hand-landmark-lite/hand/joints.json', import.meta.url), 'utf8'),
) as (Point & { name: string })[];

const networks = new Map<string, TaskNetwork>();
let runs = 0;

beforeAll(async () => {
  await tf.setBackend('wasm');
  const network = await openNetwork('hand-landmark-lite');
  networks.set('hand-landmark-lite', { ...network, run: (feeds) => (runs++, network.run(feeds)) });
}, 60_000);

function trace(pixels: Pixels) {
  runs = 0;
  return task.answer({ kind: 'picture', pixels }, networks);
}

/** Distances from the joints, in pixels of the sample, when it was seen from `zoom` times as far and turned by `angle`. */
async function errors(zoom: number, angle: number): Promise<number[]> {
  const [centreX, centreY, side] = [256, 220, 512 * zoom];
  const seen = cropPicture(hand, { centreX, centreY, width: side, height: side, angle }, 512, 512);
  const { hand: found } = await trace(seen);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return joints.map((joint, index) => {
    const { x = NaN, y = NaN } = found?.points[index] ?? {};
    const [u, v] = [(x - 0.5) * side, (y - 0.5) * side];
    return Math.hypot(centreX + u * cos - v * sin - joint.x, centreY + u * sin + v * cos - joint.y);
  });
}
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value) / values.length;

describe('tracing a hand', () => {
  it('puts the points on the joints of the mesh that the picture was rendered from', async () => {
    const distances = await errors(1, 0);
    // 512 pixels a side. The mesh has its wrist and knuckles a little lower than people mark them; the rest lies close.
    expect(mean(distances)).toBeLessThan(12);
    expect(Math.max(...distances)).toBeLessThan(30);
    const outer = pointNames.flatMap((name, index) => (/IP|tip/.test(name) ? [distances[index]!] : []));
    expect(outer).toHaveLength(14);
    expect(mean(outer)).toBeLessThan(9);
  });

  it('knows the right hand, and takes its mirror image for a left one', async () => {
    const { hand: right, summary } = await trace(hand);
    expect(right!.right).toBeGreaterThan(0.8);
    expect(summary).toMatch(/^A hand found, .+ sure, and a right one, \d+ % sure\.$/);
    const data = hand.data.slice();
    for (let p = 0; p < 512 * 512; p++) {
      const mirrored = p - (p % 512) + 511 - (p % 512);
      data.set(hand.data.subarray(mirrored * 4, mirrored * 4 + 4), p * 4);
    }
    const left = await trace({ ...hand, data });
    expect(left.hand!.right).toBeLessThan(0.2);
    expect(left.summary).toContain('a left one');
    expect(left.hand!.points[4]!.x).toBeCloseTo(1 - right!.points[4]!.x, 1);
  });

  it.each([
    ['upright', 1, 0, 2],
    ['lying', 1, Math.PI / 2, 3],
    ['upside down', 1, Math.PI, 3],
    ['slanting and smaller', 1.5, -0.7, 3],
  ])('follows a hand that is %s, looking no more often than it must', async (_, zoom, angle, most) => {
    expect(mean(await errors(zoom, angle))).toBeLessThan(14);
    expect(runs).toBeGreaterThan(1);
    expect(runs).toBeLessThanOrEqual(most);
  });

  it.each(['coffee', 'astronaut'])('says after one look that %s shows no hand', async (name) => {
    expect(await trace(sample(name))).toEqual({ kind: 'hand-landmarks', summary: 'No hand found.', hand: undefined });
    expect(runs).toBe(1);
  });

  it('answers for a hand at the edge, and for a picture of one pixel', async () => {
    const cut = cropPicture(hand, { centreX: 480, centreY: 220, width: 512, height: 512, angle: 0 }, 512, 512);
    for (const { x, y } of (await trace(cut)).hand?.points ?? []) expect(Number.isFinite(x + y)).toBe(true);
    expect((await trace({ width: 1, height: 1, data: new Uint8ClampedArray(4) })).summary).toBe('No hand found.');
  });

  it('refuses sentences', async () => {
    await expect(task.answer({ kind: 'texts', texts: ['a', 'b'] }, networks)).rejects.toThrow('needs a picture');
  });
});

it('the joints are those of the mesh, and lie on the hand in the sample picture', () => {
  expect(sampleJoints()).toEqual(joints);
  for (const { name, x, y } of joints) {
    const [red = 0, , blue = 0] = hand.data.subarray((Math.round(y) * 512 + Math.round(x)) * 4);
    expect(red - blue, name).toBeGreaterThan(30);
  }
});

describe('agreement', () => {
  const card = readCard('hand-landmark-lite');
  const reference = referenceOutputs(card);

  it('passes the reference input', async () => {
    const outputs = await networks.get(card.id)!.run(referenceFeeds(card));
    expect(task.agreement(card, outputs, reference)).toBeLessThan(card.tolerance.task.limit / 100);
  });

  it('is the mean distance of the points in space, crop pixels', () => {
    const { shape, values } = reference[0]!;
    const moved: Tensor = { dtype: 'float32', shape, data: values.map((value) => value + 2) };
    expect(task.agreement(card, { Identity: moved }, reference)).toBeCloseTo(2 * Math.sqrt(3), 4);
  });
});
