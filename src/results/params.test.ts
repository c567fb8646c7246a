import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterIdles } from '../far/afterIdle';
import { readParams, writeParams, type KnownIds } from './params';
import { scenarios } from '../record/scenario';

const known: KnownIds = {
  models: ['movenet-lightning', 'facemesh', 'use-lite'],
  precisions: { 'movenet-lightning': ['fp16', 'fp32'], facemesh: ['fp32'] },
  targets: ['ort-wasm', 'ort-wasm@1', 'ort-webgpu', 'tfjs-wasm', 'tfjs-webgpu'],
  threaded: ['ort-wasm', 'tfjs-wasm'],
  builds: ['ort-webgpu@jspi', 'ort-webgpu@jsep'],
  profiles: ['devtools-fast-4g', 'nearside-5g'],
  servers: ['l4', 't4'],
};
const read = (query: string) => readParams(new URLSearchParams(query), known);

describe('readParams', () => {
  it('reads every parameter', () => {
    const query =
      'models=use-lite,facemesh&targets=ort-wasm@2,tfjs-webgpu&scenario=thorough&seed=42&input=astronaut&far=nearside-5g&server=t4&autorun=1';
    expect(read(query)).toEqual({
      params: {
        models: ['use-lite', 'facemesh'],
        targets: ['ort-wasm@2', 'tfjs-webgpu'],
        scenario: 'thorough',
        seed: 42,
        input: 'astronaut',
        far: { profile: 'nearside-5g', server: 't4' },
        autorun: true,
      },
      problems: [],
    });
  });

  it('says of a model from a hub that it is not kept here, and takes one that is', () => {
    expect(read('models=a/tales:q4')).toEqual({
      params: { autorun: false },
      problems: [
        expect.stringContaining("'a/tales:q4' is a model from a hub that is not kept on this device. Download it"),
      ],
    });
    const search = new URLSearchParams('models=a/tales:q4&targets=ort-wasm&only=a/tales:q4*ort-wasm');
    const models = [...known.models, 'a/tales:q4'];
    expect(readParams(search, { ...known, models })).toMatchObject({
      params: { models: ['a/tales:q4'] },
      problems: [],
    });
  });

  it('leaves out what was not given, and takes unknown keys for somebody else’s', () => {
    expect(read('utm_source=mail')).toEqual({ params: { autorun: false }, problems: [] });
  });

  it('expands all, once each', () => {
    const { params } = read('models=use-lite,all&targets=all,ort-wasm@4');
    expect(params.models).toEqual(['use-lite', 'movenet-lightning', 'facemesh']);
    expect(params.targets).toEqual([...known.targets, 'ort-wasm@4']);
  });

  it('takes pairs of the models and targets, and refuses others by their name', () => {
    const both = 'models=use-lite,movenet-lightning:fp16&targets=ort-wasm@2,tfjs-wasm';
    const { params, problems } = read(`${both}&only=use-lite*ort-wasm@2,movenet-lightning:fp16*tfjs-wasm`);
    expect(params.only).toEqual([
      { model: 'use-lite', target: 'ort-wasm@2' },
      { model: 'movenet-lightning:fp16', target: 'tfjs-wasm' },
    ]);
    expect(problems).toEqual([]);
    expect(read(`${both}&only=use-lite`).problems).toEqual([
      "'only' names pairs such as movenet-lightning*ort-wasm; 'use-lite' is none.",
    ]);
    expect(read(`${both}&only=`).problems).toEqual(["'only' names nothing."]);
    expect(read(`${both}&only=use-lite*ort-wsm`).problems[0]).toMatch(/^There is no target 'ort-wsm'/);
    const foreign = read(`${both}&only=use-lite*tfjs-wasm,facemesh*tfjs-wasm`);
    expect(foreign.params.only).toEqual([{ model: 'use-lite', target: 'tfjs-wasm' }]);
    expect(foreign.problems).toEqual([
      "'only' names pairs of models and targets that 'models' and 'targets' don't name.",
    ]);
  });

  it('takes an artefact by name', () => {
    const { params, problems } = read('models=movenet-lightning:fp16,movenet-lightning,movenet-lightning:fp32');
    expect(params.models).toEqual(['movenet-lightning:fp16', 'movenet-lightning', 'movenet-lightning:fp32']);
    expect(problems).toEqual([]);
  });

  it.each([
    [
      'movenet-lightning:int8',
      "The model 'movenet-lightning' has no artefact 'int8'. Known: movenet-lightning:fp16, movenet-lightning:fp32.",
    ],
    [
      'movenet-lightning:',
      "The model 'movenet-lightning' has no artefact ''. Known: movenet-lightning:fp16, movenet-lightning:fp32.",
    ],
    ['use-lite:fp16', "The model 'use-lite' has no artefact 'fp16'. Known: none."],
    [
      'facemish:fp32',
      "There is no model 'facemish'. Known: movenet-lightning, facemesh, use-lite; did you mean 'facemesh'?",
    ],
  ])('%s is no artefact, and the known ones are named', (models, problem) => {
    expect(read(`models=${models}`)).toEqual({ params: { autorun: false }, problems: [problem] });
  });

  it('takes the first server where a profile stands alone, none where the server is unknown', () => {
    expect(read('far=nearside-5g').params.far).toEqual({ profile: 'nearside-5g', server: 'l4' });
    expect(read('far=nearside-5g@2.5').params.far).toEqual({ profile: 'nearside-5g@2.5', server: 'l4' });
    expect(read('far=custom:8:9000:1500@250').params.far).toEqual({ profile: 'custom:8:9000:1500@250', server: 'l4' });
    expect(read('server=t4').params.far).toEqual({ profile: 'devtools-fast-4g', server: 't4' });
    expect(read('after-idle=window-kept').params.far).toEqual({
      profile: 'devtools-fast-4g',
      server: 'l4',
      afterIdle: 'window-kept',
    });
    const wrong = read('far=nearside-5g&server=abacus');
    expect(wrong.params.far).toBeUndefined();
    expect(wrong.problems).toEqual(["There is no server 'abacus'. Known: l4, t4."]);
  });

  it('names the known ids and the likely one for an unknown one, and keeps the others', () => {
    const { params, problems } = read('models=movenett,use-lite');
    expect(params.models).toEqual(['use-lite']);
    expect(problems).toEqual([
      "There is no model 'movenett'. Known: movenet-lightning, facemesh, use-lite; did you mean 'movenet-lightning'?",
    ]);
  });

  it.each([
    ['targets=ort-wasm@0', /'ort-wasm@0' must end in a whole number of threads from 1 to 64/],
    ['targets=ort-wasm@65', /from 1 to 64/],
    ['targets=ort-wasm@02', /from 1 to 64/],
    ['targets=ort-webgpu@simd', /'ort-webgpu' has no build 'simd'. Known: ort-webgpu@jspi, ort-webgpu@jsep\./],
    ['targets=tfjs-webgpu@2', /'tfjs-webgpu' takes no thread count/],
    ['targets=ort-wams', /did you mean 'ort-wasm'\?/],
    ['scenario=quik', /no scenario 'quik'.*did you mean 'quick'\?/],
    ['seed=-1', /whole number from 0 to 4294967295; '-1' is not/],
    ['seed=4294967296', /'4294967296' is not/],
    ['seed=1.5', /'1.5' is not/],
    ['seed=1&seed=2', /'seed' is given 2 times; the first is used/],
    ['far=moon', /no network profile 'moon'/],
    ['far=moon@40', /no network profile 'moon'/],
    ['far=nearside-5g@', /'nearside-5g@' must end in the round trip .*: 'nearside-5g@40'\.$/],
    ['far=nearside-5g@4e9', /must end in the round trip/],
    ['far=nearside-5g@40@40', /must end in the round trip/],
    ['far=custom:8:9000:0@40', /'custom:8:9000:0' can't be used. The uplink is from/],
    ['far=custom:8:9000', /the uplink is missing\.$/],
    ['far=custom:8:9000:1500:loss-100', /A loss of 100 % lets nothing through/],
    ['far=nearside-5g&after-idle=nap', /no behaviour after idle 'nap'/],
    ['autorun=yes', /'autorun' is 1 or 0; 'yes' is neither/],
    ['models=', /'models' names nothing/],
    ['input=../x', /is not the name of a sample/],
  ])('%s is refused in a sentence', (query, sentence) => {
    const { problems } = read(query);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(sentence);
  });

  it('checks samples only where they are known', () => {
    expect(read('input=nowhere')).toEqual({ params: { input: 'nowhere', autorun: false }, problems: [] });
    const strict = readParams(new URLSearchParams('input=nowhere'), { ...known, inputs: ['astronaut'] });
    expect(strict.problems).toEqual(["There is no sample 'nowhere'. Known: astronaut."]);
  });

  it('echoes at most 60 visible characters and counts what it does not list', () => {
    const long = read(`models=${encodeURIComponent(`\u202e<b>${'x'.repeat(500)}`)}`);
    expect(long.problems[0]).toContain("'\uFFFD<b>xxx");
    expect(long.problems[0]).toMatch(/'.{59}…'/);
    const many = read(`models=${Array.from({ length: 300 }, (_, index) => `no${index}`).join(',')}`);
    expect(many.problems).toHaveLength(7);
    expect(many.problems[0]).toBe("'models' names 300; only the first 100 are read.");
    expect(many.problems.at(-1)).toBe("'models' names 95 more that can't be used.");
  });

  it('says once what reads alike', () => {
    expect(read('models=%00,%01').problems).toEqual([
      "There is no model '\uFFFD'. Known: movenet-lightning, facemesh, use-lite.",
    ]);
  });

  it('is frozen throughout', () => {
    const result = read('models=use-lite&targets=all&far=nearside-5g&seed=x');
    for (const part of [
      result,
      result.params,
      result.problems,
      result.params.models,
      result.params.targets,
      result.params.far,
    ])
      expect(Object.isFrozen(part)).toBe(true);
  });

  it('never throws and never quotes much, whatever the query', () => {
    const keys = fc.constantFrom(
      'models',
      'targets',
      'scenario',
      'seed',
      'input',
      'far',
      'server',
      'after-idle',
      'autorun',
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(keys, fc.string({ unit: 'binary', maxLength: 200 }))), (pairs) => {
        for (const problem of readParams(new URLSearchParams(pairs), known).problems)
          expect(problem.length).toBeLessThan(300);
      }),
    );
  });
});

describe('writeParams', () => {
  const threadedTarget = fc
    .tuple(fc.constantFrom(...known.threaded), fc.integer({ min: 1, max: 64 }))
    .map((pair) => pair.join('@'));
  const target = fc.oneof(fc.constantFrom(...known.targets), threadedTarget);
  const anyProduct = fc.record(
    {
      models: fc.uniqueArray(fc.constantFrom(...known.models, 'movenet-lightning:fp16', 'facemesh:fp32'), {
        minLength: 1,
      }),
      targets: fc.uniqueArray(target, { minLength: 1, maxLength: 20 }),
      scenario: fc.constantFrom(...scenarios),
      seed: fc.integer({ min: 0, max: 0xffff_ffff }),
      input: fc.stringMatching(/^[\w@.:+-]{1,120}$/),
      far: fc.record(
        {
          profile: fc.constantFrom(...known.profiles),
          server: fc.constantFrom(...known.servers),
          afterIdle: fc.constantFrom(...afterIdles),
        },
        { requiredKeys: ['profile', 'server'] },
      ),
      autorun: fc.boolean(),
    },
    { requiredKeys: ['autorun'] },
  );
  /** Some of them name every other pair of their models and targets. */
  const anyParams = fc.tuple(anyProduct, fc.boolean()).map(([params, some]) => {
    const { models = [], targets = [] } = params;
    const only = models
      .flatMap((model) => targets.map((target) => ({ model, target })))
      .filter((_, index) => index % 2);
    return some && only.length > 0 ? { ...params, only } : params;
  });

  it('is read back to the same parameters, and written again to the same query', () => {
    fc.assert(
      fc.property(anyParams, (params) => {
        const query = writeParams(params);
        const back = readParams(new URLSearchParams(query), known);
        expect(back).toEqual({ params, problems: [] });
        expect(writeParams(back.params)).toBe(query);
      }),
    );
  });

  it('keeps its order and stays readable', () => {
    const far = { profile: 'nearside-5g', server: 'l4', afterIdle: 'window-kept' as const };
    expect(
      writeParams({
        autorun: true,
        far,
        seed: 0,
        targets: ['ort-wasm@2', 'tfjs-wasm'],
        models: ['use-lite'],
        input: 'a+b',
      }),
    ).toBe(
      'models=use-lite&targets=ort-wasm@2,tfjs-wasm&seed=0&input=a%2Bb&far=nearside-5g&server=l4&after-idle=window-kept&autorun=1',
    );
  });
});
