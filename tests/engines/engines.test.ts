import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fakeHub } from '../../src/hub/hubServer.fixture';
import { tales } from '../../src/hub/tales.fixture';
import { tasks } from '../../src/tasks/registry';
import { browsers } from './browsers';
import { expectCompleted, Visitor } from './visitor';

/** `npm test` runs the first few tests of each browser. */
const isFull = process.env.NEARSIDE_ENGINES !== 'short';
const wasm = ['ort-wasm@1', 'tfjs-wasm@1'];
const several = ['ort-wasm', 'tfjs-wasm', ...wasm];
const RUNS = 10;

const heard = { pose: /^A pose: /, 'sentence-polarity': /positive/ } as const;
const modelOf = (id: string) => tasks.find((task) => task.id === id)?.model as string;

for (const { title, obstacle, sharedMemory, webglInWorkers, launch } of browsers) {
  describe.skipIf(obstacle)(obstacle ? `${title} (${obstacle})` : title, () => {
    let visitor: Visitor;

    beforeAll(async () => {
      visitor = new Visitor(await launch());
      await visitor.opens();
    });
    afterAll(() => visitor?.engine.close());

    it.each(Object.entries(heard))('%s is answered on both WASM runtimes', async (task, summary) => {
      const cells = await visitor.measures({ models: [modelOf(task)], targets: wasm });
      expectCompleted(cells, wasm);
      for (const cell of cells) expect(cell.summary).toMatch(summary);
    });

    it('a whole run: more threads where memory can be shared, a verdict, and the run is kept', async () => {
      await visitor.opens(`?models=movenet-lightning&targets=ort-wasm,tfjs-wasm&scenario=preview&autorun=1`);
      await visitor.sees(
        sharedMemory ? / · isolated(?!, but)/ : / · isolated, but this browser has no shared memory: one thread/,
      );
      await visitor.sees('Open this run');
      await visitor.opens('#/library/runs');
      await visitor.sees(/2 completed/);
    });

    it('WebGL runs where the browser has it, on the page’s own thread where workers have none', async () => {
      const cells = await visitor.measures({ models: ['digits'], targets: ['tfjs-webgl'] });
      expectCompleted(cells, ['tfjs-webgl']);
      for (const { flags } of cells) expect(flags.includes('main-thread')).toBe(!webglInWorkers);
    });

    it('a model from a hub comes through the door, and is kept', async () => {
      const hub = await fakeHub({ 'a/tales': tales });
      try {
        await visitor.opens(`#/library/hub/${encodeURIComponent(`${hub.origin}/a/tales`)}`);
        await visitor.presses('Look up');
        await visitor.sees('apache-2.0');
        await visitor.presses('Download 9.4 MB');
        await visitor.sees('is here and was checked.');
        await visitor.opens();
        await visitor.opens('#/library/models');
        await visitor.sees('/a/tales:q4');
      } finally {
        await hub.close();
      }
    });

    it('the far side is worked out in a worker, and a real request is answered at its pace', async () => {
      await visitor.opens('#/far/even?near-ms=25&far=nearside-fibre');
      await visitor.sees(/this device is\s[\d.]+\stimes as fast: 25\sms here/);
      await visitor.presses('Endpoint');
      await visitor.presses('Send 10 real requests to the emulated cloud');
      await visitor.sees(/Answered by (the server that this page came from|this page’s service worker)/);
    });

    describe.runIf(isFull)('in full', () => {
      it('threads are what was asked for where memory can be shared, else one', async () => {
        const cells = await visitor.measures({ models: ['blazeface'], targets: ['ort-wasm@2', 'tfjs-wasm@2'] });
        expectCompleted(cells, ['ort-wasm@2', 'tfjs-wasm@2']);
        for (const cell of cells) expect(cell.threads).toBe(sharedMemory ? 2 : 1);
      });

      it.each(tasks.filter(({ id }) => !(id in heard)).map(({ id, model }) => [id, model]))(
        '%s is answered on WASM',
        async (_id, model) => {
          const cells = await visitor.measures({ models: [model], targets: wasm });
          const measured = cells.filter(({ outcome }) => outcome === 'completed');
          // A model that is there in one format only runs on one runtime.
          const others = cells.filter(({ outcome }) => !/^(completed$|unsupported: .* reads .* files)/.test(outcome));
          expect(others).toEqual([]);
          expect(measured.length).toBeGreaterThan(0);
          for (const { summary } of measured) expect(summary).toMatch(/\S/);
        },
      );

      it('a picture that is uploaded is answered', async () => {
        await visitor.opens('?models=movenet-lightning&targets=tfjs-wasm@1&scenario=preview');
        await visitor.sees('Run here');
        await visitor.page.choose('input[type=file]', resolve('static/samples/astronaut.jpg'));
        await visitor.finds('.picture img[src^="blob:"]');
        await visitor.presses('Run here');
        await visitor.sees('Open this run');
        await visitor.sees('A pose: ');
      });

      it('the camera’s frames are answered', async () => {
        await visitor.opens('#/live/pose');
        await visitor.presses('TensorFlow.js · WASM ×1');
        await visitor.presses('Start the camera');
        await visitor.sees(/frames a second, half of them within/);
        await visitor.presses('Stop the camera');
      });

      it(`${RUNS} runs of several targets all come to their end`, async () => {
        await visitor.opens();
        for (let run = 0; run < RUNS; run++) {
          expectCompleted(await visitor.measures({ models: ['blazeface'], targets: several }), several);
        }
      });
    });
  });
}
