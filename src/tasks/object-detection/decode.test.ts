import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import { readCard } from '../../../tools/models/cards';
import { referenceOutputs } from '../../../tools/models/tfjs-graph';
import type { Tensor } from '../../domain/tensor';
import { decodeGrid, type Grid } from './decode';
import { gridsFrom } from './detect';
import { labels } from './labels';

/** What NanoDet-g answered to its reference input, on the grids that are kept whole. */
function realGrids(): Grid[] {
  const outputs: Record<string, Tensor> = {};
  for (const { name, shape, stride, values } of referenceOutputs(readCard('nanodet'))) {
    if (stride === 1) outputs[name] = { dtype: 'float32', shape, data: values };
  }
  return gridsFrom(outputs);
}

/** A 1 × 1 or 2 × 2 grid, stride 100, that is sure of one kind in one cell. */
function grid(side: number, cell: number, kind: number, peaks: readonly number[], logit = 50): Grid {
  const scores = new Float32Array(side * side * labels.length);
  scores[cell * labels.length + kind] = 0.9;
  const distances = new Float32Array(side * side * 44);
  peaks.forEach((bin, direction) => (distances[cell * 44 + direction * 11 + bin] = logit));
  return { side, stride: 100, scores, distances };
}

describe('decodeGrid', () => {
  beforeAll(() => tf.setBackend('cpu'));

  it('comes to the boxes that TensorFlow.js gives for softmax times distance', () => {
    const grids = realGrids();
    expect(grids.map(({ side }) => side)).toEqual([26, 13]);
    for (const real of grids) {
      const cells = real.side ** 2;
      const reach = tf.tidy(() => {
        const bins = tf.softmax(tf.tensor(real.distances, [cells, 4, 11]));
        return tf.mul(tf.sum(tf.mul(bins, tf.range(0, 11)), 2), real.stride).arraySync() as number[][];
      });
      // Low enough for hundreds of boxes.
      const found = decodeGrid(real, 0.05);
      expect(found.length).toBeGreaterThan(100);
      const wanted: number[][] = [];
      for (let cell = 0; cell < cells; cell++) {
        for (let kind = 0; kind < 80; kind++) {
          const score = real.scores[cell * 80 + kind]!;
          if (score < 0.05) continue;
          const [x, y] = [((cell % real.side) + 0.5) * real.stride, (Math.floor(cell / real.side) + 0.5) * real.stride];
          const [left, top, right, bottom] = reach[cell]!;
          wanted.push([kind, score, Math.max(0, x - left!), Math.max(0, y - top!), x + right!, y + bottom!]);
        }
      }
      expect(found).toHaveLength(wanted.length);
      found.forEach(({ kind, score, left, top, right, bottom }, index) => {
        const [wantedKind, wantedScore, ...sides] = wanted[index]!;
        expect([kind, score]).toEqual([wantedKind, wantedScore]);
        [left, top, right, bottom].forEach((side, i) => {
          expect(Math.abs(side - Math.min(416, sides[i]!))).toBeLessThan(1e-3);
        });
      });
    }
  });

  it('reaches from the middle of the cell, in strides', () => {
    const [box] = decodeGrid(grid(3, 4, 41, [1, 0, 0, 1]), 0.5);
    expect(box).toMatchObject({ kind: 41, left: 50, top: 150, right: 150, bottom: 250 });
  });

  it('keeps to the frame', () => {
    const [box] = decodeGrid(grid(2, 3, 0, [10, 10, 10, 10]), 0.5);
    expect(box).toMatchObject({ left: 0, top: 0, right: 200, bottom: 200 });
  });

  it('bears logits that overflow an exponential', () => {
    const [box] = decodeGrid(grid(3, 4, 0, [1, 1, 1, 1], 5000), 0.5);
    expect(box).toMatchObject({ left: 50, top: 50, right: 250, bottom: 250 });
  });

  it('finds nothing where no score reaches the threshold, or scores are no numbers', () => {
    expect(decodeGrid(grid(2, 1, 3, [1, 1, 1, 1]), 0.95)).toEqual([]);
    const broken = { ...grid(2, 1, 3, [1, 1, 1, 1]), scores: new Float32Array(320).fill(NaN) };
    expect(decodeGrid(broken, 0.35)).toEqual([]);
  });

  it('keeps the surest thousand where a backend calls everything an object', () => {
    const { scores, ...rest } = grid(13, 0, 0, []);
    const rising = scores.map((_, index) => 0.4 + index / 1e5);
    const kept = decodeGrid({ ...rest, scores: rising }, 0.35);
    expect(kept).toHaveLength(1000);
    expect(Math.min(...kept.map(({ score }) => score))).toBe(rising[rising.length - 1000]);
  });
});
