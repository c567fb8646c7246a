import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { main } from './cli';
import type { FarResult, RefusedResult } from './result';

const folder = mkdtempSync(join(tmpdir(), 'nearside-far-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const inFolder = (name: string) => join(folder, name);

async function run(command: string) {
  const lines: string[] = [];
  const errors: string[] = [];
  vi.spyOn(console, 'error').mockImplementation((line: string) => void errors.push(line));
  const code = await main(command.split(' '), (line) => void lines.push(line));
  return { code, text: lines.join('\n'), errors: errors.join('\n') };
}

async function written(command: string, name: string): Promise<string> {
  const { code, errors } = await run(`${command} --json ${inFolder(name)}`);
  expect([code, errors]).toEqual([0, '']);
  return readFileSync(inFolder(name), 'utf8');
}
const resultOf = async (command: string, name: string) => JSON.parse(await written(command, name)) as FarResult;

const pose = '--model movenet-lightning --profile slow-4g --server l4';

describe('npm run far -- --model', () => {
  it('prints every leg, with the closed form beside the simulated median, and takes short names', async () => {
    const { code, text } = await run(`${pose} --n 500`);
    expect(code).toBe(0);
    expect(text).toContain('movenet-lightning to L4 at 60 % load, weights in fp16; 500 requests, seed 1');
    expect(text).toContain('Slow 4G (Chrome DevTools): 150 ms, 1600 kbit/s down, 750 up');
    for (const leg of ['TCP handshake', 'Upload', 'Queue', 'Server compute', 'Lost packets', 'in all']) {
      expect(text).toMatch(new RegExp(`^ {2}${leg} +[\\d.]+ +[\\d.]+ +[\\d.]+$`, 'm'));
    }
  });

  it('writes the same bytes for the same seed, and others for another', async () => {
    const first = await written(`${pose} --n 300 --seed 5`, 'a.json');
    expect(await written(`${pose} --n 300 --seed 5`, 'b.json')).toBe(first);
    expect(await written(`${pose} --n 300 --seed 6`, 'c.json')).not.toBe(first);
  });

  it.each([1, 2])('agrees with the closed form within 1 %%, seed %d', async (seed) => {
    for (const [name, server] of ['l4-idle', 't4-eager-60'].entries()) {
      const { closedForm } = await resultOf(
        `--model digits --profile fibre --server ${server} --n 4000 --seed ${seed}`,
        `${seed}-${name}.json`,
      );
      for (const { formulaMs, simulatedMs } of [closedForm!.open, closedForm!.first]) {
        expect(Math.abs(simulatedMs / formulaMs - 1)).toBeLessThan(0.01);
      }
    }
  });

  it('carries the interval of the server’s time on to the totals', async () => {
    const { compute, ends, open } = await resultOf(`${pose} --n 500 --rate 250`, 'ends.json');
    const [lowMs, highMs] = compute.intervalMs!;
    expect([ends!.faster.computeMs, ends!.slower.computeMs]).toEqual([lowMs, highMs]);
    expect(lowMs).toBeLessThan(compute.ms);
    expect(highMs).toBeGreaterThan(compute.ms);
    const p99 = (end: NonNullable<typeof ends>['faster']) => ('open' in end ? end.open.p99 : Number.NaN);
    expect(p99(ends!.faster)).toBeLessThan(open.totalMs.p99);
    expect(p99(ends!.slower)).toBeGreaterThan(open.totalMs.p99);
    // What is answered in time as predicted isn't if the chip is at its slower end.
    const { text } = await run(`${pose} --n 10 --rate 279`);
    expect(text).toMatch(/^ {2}chip [\d.]+ ms: The queue never empties: 279 requests/m);
  });

  it('asks what the card and the sample say', async () => {
    const { payload, work, open } = await resultOf(`--model facemesh --n 100`, 'face.json');
    // The photograph's file; both networks' weights and MACs.
    expect(payload).toEqual({ upBytes: 60_744, downBytes: 11_160 });
    expect(work).toEqual({ macs: 188_749_824 + 35_577_792, parameters: 134_704 + 738_919, runs: 2 });
    expect(open.legs.map(({ id }) => id)).not.toContain('tcp');
  });

  it('sends what the network takes, where that is asked for', async () => {
    // 192 × 192 × 3 bytes for MoveNet; for a face the detector comes first, 256 × 256 × 3.
    expect((await resultOf('--model movenet-lightning --send tensor --n 10', 'raw.json')).payload.upBytes).toBe(
      110_592,
    );
    expect((await resultOf('--model facemesh --send tensor --n 10', 'raw-face.json')).payload.upBytes).toBe(196_608);
  });

  it('writes a token after another where the model does', async () => {
    const { tokenMs, payload } = await resultOf('--model story --n 100', 'story.json');
    expect(tokenMs).toBeGreaterThan(2);
    expect(payload.downBytes).toBe(120);
    // 120 B and 62 B around them at 35 kbit/s: the link is the slower one.
    expect((await resultOf('--model story --profile 2g --n 10', 'slow.json')).tokenMs).toBeCloseTo(41.6, 9);
  });

  it('takes everybody’s requests, batches, sleep, QUIC and a place on the Earth', async () => {
    const busy = await resultOf(`${pose} --n 200 --rate 500 --workers 2 --batch 8 --batch-timeout-ms 2`, 'busy.json');
    expect(busy.queue.meanBatch).toBeGreaterThan(1.5);
    const sleepy = await resultOf(
      `${pose} --n 200 --rate 0.001 --keep-alive-s 1000 --cold-start-ms 5000`,
      'sleepy.json',
    );
    expect(sleepy.queue.coldShare).toBeCloseTo(Math.exp(-1), 3);
    const quic = await resultOf(`${pose} --n 200 --transport quic --from 52.5,13.4 --region europe-west3`, 'quic.json');
    expect(quic.first.legs.map(({ id }) => id)).toContain('quic');
    // Berlin to Frankfurt, some 420 km: 8.8 ms with the usual detours.
    expect(quic.profile.distanceMs).toBeGreaterThan(8);
    expect(quic.profile.distanceMs).toBeLessThan(10);
  });

  it('replays a recorded network', async () => {
    const point = { rttMs: 20, downKbps: 9000, upKbps: 1500 };
    writeFileSync(inFolder('trace.json'), JSON.stringify([point, { ...point, rttMs: 520 }]));
    const result = await resultOf(
      `--model digits --server l4-idle --trace ${inFolder('trace.json')} --n 100`,
      'traced.json',
    );
    expect(result.trace).toMatchObject({ points: 2, durationMs: 2000 });
    expect(result.open.totalMs.p90 - result.open.totalMs.p50).toBeGreaterThan(400);
    writeFileSync(inFolder('bad.har'), '{"log":{"entries":[{}]}}');
    const bad = await run(`--model digits --trace ${inFolder('bad.har')}`);
    expect(bad.code).toBe(2);
    expect(bad.errors).toContain("Entry 1 of the HAR file can't be read: startedDateTime is missing");
  });

  it('says that the queue never empties, and writes it', async () => {
    const { code, text } = await run(`${pose} --rate 1e6 --json ${inFolder('full.json')}`);
    expect(code).toBe(1);
    expect(text).toMatch(/^The queue never empties: /);
    expect((JSON.parse(readFileSync(inFolder('full.json'), 'utf8')) as RefusedResult).problem).toBe(text);
  });

  it.each([
    ['--model movenett', /no model 'movenett'\. Known: .*story.*; did you mean 'movenet-lightning'\?/],
    ['--model digits --profile pigeon', /no network profile 'pigeon'\. Known: devtools-fast-4g, .*nearside-fibre/],
    ['--model digits --server abacus', /no server 'abacus'\. Known: l4-60, /],
    ['--model digits --profile custom:40:9000:1500:loss-100', /A loss of 100 % lets nothing through/],
    ['--model digits --profile custom:40:9000', /the uplink is missing/],
    ['--model digits --profile slow-4g@-1', /must end in a round trip/],
    ['--model digits --n 0', /--n is a number from 1 to 1,000,000; '0' is not/],
    ['--model digits --n 1.5', /--n is a whole number/],
    ['--model digits --seed x', /--seed is a number/],
    ['--model digits --rate -1', /--rate/],
    ['--model digits --workers 2', /need --rate/],
    ['--model digits --rate 1 --keep-alive-s 5', /go together/],
    ['--model digits --rate 1 --batch-timeout-ms 5', /needs --batch/],
    ['--model digits --transport pigeon', /no transport 'pigeon'\. Known: tcp, quic, quic-0rtt/],
    ['--model digits --from 1,2', /go together/],
    ['--model digits --from 95,2 --region europe-west3', /from −90 to 90 degrees/],
    ['--model digits --from , --region europe-west3', /degrees north and east/],
    ['--model digits --trace /nowhere.json', /can't be read/],
    ['--model digits --json /nowhere/out.json', /can't be written/],
    ['--model digits --colour blue', /no option '--colour'/],
  ])('%s is bad usage', async (command, sentence) => {
    const { code, errors } = await run(command);
    expect(code).toBe(2);
    expect(errors).toMatch(sentence);
  });
});
