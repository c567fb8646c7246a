import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';

/** One JSON line for each story: its text and the name of whom it is about. */
const script = `
import json, random
from stories import PLOTS, story
from stories.tell import Teller
for plot in PLOTS:
    for seed in range(12):
        teller = Teller(random.Random(seed))
        plot(teller)
        print(json.dumps({"plot": plot.__name__, "hero": teller.cast["hero"].name, "text": teller.text()}))
print(json.dumps({"again": [story(7), story(7), story(8)]}))
`;

function tell(): Record<string, unknown>[] {
  const { stdout, stderr, status } = spawnSync('python3', ['-c', script], {
    cwd: new URL('.', import.meta.url),
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

const hasPython = spawnSync('python3', ['--version']).status === 0;

it.skipIf(!hasPython)('tells whole stories about somebody who stays the same, the same ones from a seed', () => {
  const lines = tell();
  const { again } = lines.pop() as { again: string[] };
  expect(again[0]).toBe(again[1]);
  expect(again[0]).not.toBe(again[2]);
  expect(lines.length).toBeGreaterThan(300);
  expect(new Set(lines.map(({ text }) => text)).size).toBe(lines.length);
  for (const { plot, hero, text } of lines as { plot: string; hero: string; text: string }[]) {
    const where = `${plot}: ${text}`;
    // No slot or choice left open, no doubled blank or stop.
    expect(text, where).not.toMatch(/[{}[\]|]|\s{2,}(?!\n)| [,.!?]|(?<!\.)\.\.(?!\.)/);
    expect(text, where).toMatch(/[.!?"]$/);
    for (const half of [text.slice(0, text.length / 2), text.slice(text.length / 2)]) {
      expect(half, where).toContain(hero);
    }
    expect(text.match(/"/g)?.length ?? 0, where).toSatisfy((quotes: number) => quotes % 2 === 0);
    expect(text, where).not.toMatch(/\ba [aeio]\w/i);
  }
});
