import { describe, expect, it } from 'vitest';
import { Problem, problemKinds } from './problem';
import { toProblem } from './toProblem';

describe('toProblem', () => {
  it.each([
    ["cannot resolve operator 'HardSigmoid' with opsets: ai.onnx v11", 'missing-operator', 'HardSigmoid'],
    ["Kernel 'Foo' not registered for backend 'wasm'", 'missing-operator', 'Foo'],
    ['Could not find an implementation for NonZero(13) node with name', 'missing-operator', 'NonZero'],
    ['Kernel "[GatherND] a/b/GatherND" failed. Error: Uniform variable 6', 'kernel-failed', 'GatherND'],
    ["Non-zero status code returned while running Conv node. Name:'c' Status Message: x", 'kernel-failed', 'Conv'],
    ['Failed to compile fragment shader.', 'kernel-failed', 'GPU'],
    ['memory access out of bounds', 'crashed', 'crashed'],
    ['unreachable', 'crashed', 'crashed'],
    ['null function or function signature mismatch', 'crashed', 'crashed'],
    ['table index is out of bounds', 'crashed', 'crashed'],
    ['index out of bounds', 'crashed', 'crashed'],
    ["Unreachable code should not be executed (evaluating 'f(x)')", 'crashed', 'crashed'],
    ["Out of bounds memory access (evaluating 'f(x)')", 'crashed', 'crashed'],
    ['Aborted(). Build with -sASSERTIONS for more info.', 'crashed', 'crashed'],
    ['Aborted(OOM). Build with -sASSERTIONS for more info.', 'memory', 'memory'],
    [
      'Non-zero status code returned while running Conv node. Failed to allocate memory for requested buffer',
      'memory',
      'memory',
    ],
    ['Buffer size (5368709120) exceeds the max buffer size limit (268435456).', 'memory', 'memory'],
    ['Requested texture size [16385x3] greater than WebGL maximum on this browser', 'memory', 'memory'],
    ['Kernel "[Conv] a" failed. Error: the device is lost', 'gpu-lost', 'GPU'],
    ['unsupported data type: FLOAT16', 'missing-feature', 'FLOAT16'],
    ['WebAssembly.Memory(): could not allocate memory: Array buffer allocation failed', 'memory', 'memory'],
    ['std::bad_alloc', 'memory', 'memory'],
    [
      "no available backend found. ERR: [wasm] RuntimeError: Aborted(NetworkError: Failed to execute 'send'",
      'download',
      'fetched',
    ],
    ['Failed to fetch dynamically imported module: https://a/b.js', 'download', 'Check the connection'],
    ['Failed to get GPU adapter. You may need to enable flag', 'no-adapter', 'adapter'],
    ['A valid external Instance reference no longer exists: Device is lost.', 'gpu-lost', 'GPU'],
  ])('reads %j as %s', (said, code, names) => {
    const problem = toProblem(new Error(said), 'running');
    expect(problem).toMatchObject({ code, detail: said });
    expect(problem.message).toContain(names);
    expect(problem.message).toMatch(/\.$/);
  });

  it.each([
    [new Error('out of luck'), 'out of luck'],
    [new RangeError(''), 'RangeError'],
    [{ message: 'wasm backend said no' }, 'wasm backend said no'],
    [1_234_567, 'native error 1234567'],
    ['plain text', 'plain text'],
    [undefined, 'undefined'],
  ])('keeps what it does not know: %j, “%s”', (thrown, detail) => {
    expect(toProblem(thrown, 'loading X')).toMatchObject({
      code: 'runtime',
      message: 'The runtime reported an error while loading X.',
      detail,
    });
  });

  it('knows a trap that WebAssembly itself throws', async () => {
    // (func (export "f") unreachable)
    const bytes = [
      0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11,
    ];
    const { instance } = await WebAssembly.instantiate(Uint8Array.from(bytes));
    let thrown: unknown;
    try {
      (instance.exports.f as () => void)();
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(WebAssembly.RuntimeError);
    expect(toProblem(thrown, 'running').code).toBe('crashed');
  });

  it('leaves a problem as it is', () => {
    const problem = new Problem('offline', 'Offline.');
    expect(toProblem(problem, 'anything')).toBe(problem);
  });
});

describe('Problem', () => {
  it('fits a record however much a library says', () => {
    const { message, detail } = new Problem('runtime', 'm'.repeat(10_000), 'd'.repeat(10_000)).reason;
    expect([message.length, detail?.length]).toEqual([600, 4000]);
  });

  it('calls only facts about the device or the model unsupported', () => {
    const of = (kind: string) => Object.entries(problemKinds).flatMap(([code, its]) => (its === kind ? [code] : []));
    expect(of('aborted')).toEqual(['stopped']);
    expect(of('wrong')).toEqual(['wrong-answer']);
    expect(of('unsupported')).toEqual(expect.arrayContaining(['missing-operator', 'no-adapter', 'memory']));
    expect(of('failed')).toEqual(expect.arrayContaining(['worker-died', 'crashed', 'kernel-failed']));
  });
});
