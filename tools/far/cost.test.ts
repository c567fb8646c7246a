import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import type { ToldCost } from '../../src/far/cost/told';
import { main } from './cli';

const folder = mkdtempSync(join(tmpdir(), 'nearside-cost-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(command: string) {
  const lines: string[] = [];
  const errors: string[] = [];
  vi.spyOn(console, 'error').mockImplementation((line: string) => void errors.push(line));
  const code = await main(command.split(' '), (line) => void lines.push(line));
  return { code, text: lines.join('\n'), errors: errors.join('\n') };
}

async function written(command: string): Promise<ToldCost> {
  const file = join(folder, 'out.json');
  const { code, errors } = await run(`${command} --json ${file}`);
  expect([code, errors]).toEqual([0, '']);
  return JSON.parse(readFileSync(file, 'utf8')) as ToldCost;
}
const pose = '--cost --model movenet-lightning --near-ms 25';

describe('npm run far -- --cost', () => {
  it('prints an answer’s price, energy and carbon, and what each rests on', async () => {
    const { code, text } = await run(pose);
    expect(code).toBe(0);
    expect(text).toMatch(/^ {2}Energy of an answer here +50 to 850 mJ$/m);
    expect(text).toMatch(/^ {2}Price in the cloud for a thousand answers +\$0\.\d+$/m);
    expect(text).toMatch(/^ {2}Carbon of its grid +445 g CO₂\/kWh +primary, 2024: IEA/m);
  });

  it('takes figures as a page’s link has them', async () => {
    // 2 to 34.1 W for 25 ms, and France's 56 g a kWh in place of 445.
    const base = await written(`${pose} --inputs neargrid-445_devicekg-0`);
    const french = await written(`${pose} --inputs neargrid-56_devicekg-0`);
    const grams = ({ figures }: ToldCost) => figures.find(({ id }) => id === 'grams-near')?.high ?? NaN;
    expect(grams(french) / grams(base)).toBeCloseTo(56 / 445, 9);
    expect(french.inputs.find(({ key }) => key === 'nearGridGPerKwh')).toMatchObject({
      own: true,
      quality: 'secondary',
    });
  });

  it('tells the cloud’s side where this device’s is unknown, by the million tokens for a text', async () => {
    const { figures } = await written('--cost --model story');
    const of = (id: string) => figures.find((figure) => figure.id === id);
    expect(of('joules-near')?.problem).toMatch(/its time is unknown/);
    expect(of('usd-far')).toMatchObject({ title: 'Price in the cloud for a million tokens' });
    expect(of('usd-far')?.low).toBeGreaterThan(0);
  });

  it.each([
    [`${pose} --inputs pue-0`, /from 1 to 5/],
    [`${pose} --inputs nobody-5`, /There is no figure/],
    ['--cost --model movenet-lightning --near-ms -5', /number above 0/],
    ['--cost --model nobody', /There is no model/],
  ])('refuses %s in a sentence', async (command, problem) => {
    const { code, errors } = await run(command);
    expect(code).toBe(2);
    expect(errors).toMatch(problem);
  });
});
