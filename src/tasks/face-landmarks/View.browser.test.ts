import { describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import View from './View.svelte';
import type { Face, FaceLandmarksAnswer } from './answer';

const url = '/samples/astronaut.jpg';
const boxed: Face = {
  box: { x: 0.33, y: 0.14, width: 0.2, height: 0.25 },
  score: 0.88,
  keypoints: Array.from({ length: 6 }, (_, i) => [0.4 + i / 100, 0.2] as const),
};
const mapped: Face = { ...boxed, mesh: Array.from({ length: 468 }, (_, i) => [0.3 + i / 4680, 0.2, 0] as const) };
const answer = (...faces: Face[]): FaceLandmarksAnswer => ({
  kind: 'face-landmarks',
  summary: faces.length > 0 ? 'One face found, 88 % sure.' : 'No face found.',
  faces,
});

describe('faces on the picture', () => {
  it('are a box, 468 points and closed contours', async () => {
    const { container } = await render(View, { answer: answer(mapped), url, width: 512, height: 512 });
    await expect.element(page.getByRole('img', { name: 'One face found, 88 % sure.' })).toBeVisible();
    expect(container.querySelector('rect')!.getAttribute('width')).toBe('0.2');
    expect(container.querySelector('.mesh')!.getAttribute('d')!.match(/M/g)).toHaveLength(468);
    const contour = container.querySelector('.contour')!.getAttribute('d')!;
    expect(contour.match(/Z/g)).toHaveLength(5);
    expect(contour).not.toContain('undefined');
  });

  it('cover the picture exactly, whatever its size on the page', async () => {
    const { container } = await render(View, { answer: answer(mapped), url, width: 512, height: 512 });
    const picture = container.querySelector('img')!;
    await picture.decode();
    const [shown, layer] = [picture, container.querySelector('svg')!].map((node) => node.getBoundingClientRect());
    expect(layer!.width).toBeCloseTo(shown!.width, 0);
    expect(layer!.height).toBeCloseTo(shown!.height, 0);
    expect(layer!.top).toBeCloseTo(shown!.top, 0);
  });

  it('are six points each where only the detector ran', async () => {
    const { container } = await render(View, { answer: answer(boxed), url, width: 512, height: 512 });
    expect(container.querySelector('.keypoint')!.getAttribute('d')!.match(/M/g)).toHaveLength(6);
    expect(container.querySelector('.mesh')).toBeNull();
  });

  it('are missing when there is none, and the caption says so', async () => {
    const { container } = await render(View, { answer: answer(), url, width: 512, height: 512 });
    await expect.element(page.getByText('No face found.')).toBeVisible();
    expect(container.querySelectorAll('rect, path')).toHaveLength(0);
  });
});
