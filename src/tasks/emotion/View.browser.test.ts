import { describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { summarise, type ReadFace } from './answer';
import View from './View.svelte';

const picture = { url: '/samples/astronaut.jpg', width: 512, height: 512 };
const face: ReadFace = {
  box: { x: 0.33, y: 0.14, width: 0.2, height: 0.2 },
  score: 0.88,
  shares: [0.004, 0, 0.006, 0.75, 0.04, 0, 0.2],
};
const answer = (...faces: ReadFace[]) => ({
  kind: 'emotion' as const,
  summary: summarise(faces, faces.length),
  found: faces.length,
  faces,
});

describe('an expression', () => {
  it('is a label at the face and the seven shares beside bars of their length', async () => {
    const { container } = await render(View, { answer: answer(face), ...picture });
    await expect.element(page.getByRole('img', { name: 'One face found, read as happy (75 %).' })).toBeVisible();
    expect(container.querySelector('.label')!.textContent.trim()).toBe('happy');
    const rows = page.getByRole('row').elements();
    expect(rows).toHaveLength(7);
    expect(rows.map((row) => row.querySelector('.figure')!.textContent)).toEqual([
      'under 1 %',
      'under 1 %',
      '1 %',
      '75 %',
      '4 %',
      'under 1 %',
      '20 %',
    ]);
    const width = (row: number) => rows[row]!.querySelector('.bar span')!.getBoundingClientRect().width;
    expect(width(6) / width(3)).toBeCloseTo(0.2 / 0.75, 1);
    // The page lets words break anywhere, and a column as narrow as it can be would break at every letter.
    container.style.overflowWrap = 'anywhere';
    for (const row of rows) expect(row.getBoundingClientRect().height).toBeLessThan(40);
    await expect.element(page.getByText('It does not know what a person feels.', { exact: false })).toBeVisible();
  });

  it('is numbered among several, and no label leaves the picture', async () => {
    const corners = [
      { ...face, box: { x: -0.05, y: -0.02, width: 0.2, height: 0.2 } },
      { ...face, box: { x: 0.9, y: 0.85, width: 0.2, height: 0.2 } },
      { ...face, box: { x: 0.6, y: 0.02, width: 0.05, height: 0.05 } },
    ];
    const { container } = await render(View, { answer: answer(...corners), ...picture });
    await container.querySelector('img')!.decode();
    const frame = container.querySelector('img')!.getBoundingClientRect();
    const labels = [...container.querySelectorAll('.label')];
    expect(labels.map((label) => label.textContent.trim())).toEqual(['1 happy', '2 happy', '3 happy']);
    for (const { left, right, top, bottom } of labels.map((label) => label.getBoundingClientRect())) {
      expect(left).toBeGreaterThanOrEqual(frame.left - 0.5);
      expect(top).toBeGreaterThanOrEqual(frame.top - 0.5);
      expect(right).toBeLessThanOrEqual(frame.right + 0.5);
      expect(bottom).toBeLessThanOrEqual(frame.bottom + 0.5);
    }
  });

  it('is missing where no face is, bars and all', async () => {
    const { container } = await render(View, { answer: answer(), ...picture });
    await expect.element(page.getByText('No face found.')).toBeVisible();
    expect(container.querySelectorAll('rect, .label, table')).toHaveLength(0);
  });
});
