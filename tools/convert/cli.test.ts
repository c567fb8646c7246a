import { spawnSync } from 'node:child_process';
import { linkSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { decodeModel } from '../../src/onnx/decode';
import { main } from './cli';
import { GraphBuilder } from './read/builder';
import { inFolder, folder, out, printed, forgetPrinted, write, simple } from './testing/cli-folder';

inFolder();

const written = () => decodeModel(readFileSync(out));

it('prints inputs, outputs, operators, sizes and differences, and writes the file', async () => {
  expect(await main([write(simple()), '--out', out])).toBe(0);
  const text = printed.join('\n');
  expect(text).toMatch(/input +x +float32 \[1, 8\]/);
  expect(text).toMatch(/output +y +float32 \[1, 16\]/);
  expect(text).toContain('MatMul 1');
  expect(text).toMatch(/random 1, y: \S+ absolute/);
  expect(written().graph.outputs[0]!.name).toBe('y');
  expect(readdirSync(folder).sort()).toEqual(['model.json', 'model.onnx', 'weights.bin']);
});

it('stores weights in half precision, and says what that costs', async () => {
  expect(await main([write(simple()), '--out', out, '--precision', 'fp16'])).toBe(0);
  expect(written().graph.initialisers?.map(({ type }) => type)).toContain('float16');
});

it('keeps the batch open when told to', async () => {
  expect(await main([write(simple()), '--out', out, '--dynamic', '--no-verify'])).toBe(0);
  expect(printed.join()).toContain('[?, 8]');
  expect(printed.join()).toContain('not checked');
});

it('checks with values from a file', async () => {
  const header = "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 8), }".padEnd(117) + '\n';
  const magic = Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length, 0]);
  const file = join(folder, 'x.npy');
  writeFileSync(file, Buffer.concat([magic, Buffer.from(header), Buffer.from(new Float32Array(8).fill(2).buffer)]));
  expect(await main([write(simple()), '--out', out, '--input', `x=${file}`])).toBe(0);
  expect(printed.join()).toContain('given, y');
});

it('checks networks for pictures with the sample photograph', async () => {
  const b = new GraphBuilder();
  expect(await main([write(b.build([b.op('Relu', [b.input('x', [1, 16, 16, 3])])])), '--out', out])).toBe(0);
  expect(printed.join()).toContain('photograph');
});

it.each([
  [[]],
  [['nowhere.json', '--out', 'x.onnx']],
  [['.', '--out', 'x.onnx']],
  [['a.json', 'b.json', '--out', 'x.onnx']],
  [['a.json']],
  [['a.json', '--out', 'x.onnx', '--precision', 'fp8']],
  [['a.json', '--out', 'x.onnx', '--unknown']],
  [['a.json', '--out', 'x.onnx', '--shape', 'x=1,two']],
  [['a.json', '--out', 'x.onnx', '--input', 'nothing']],
])('bad usage %j ends with 2', async (argv) => {
  expect(await main(argv)).toBe(2);
  expect(printed.join()).toContain('usage:');
});

it('a result that can go nowhere: no folder, or a folder in its place', async () => {
  const file = write(simple());
  expect(await main([file, '--out', join(folder, 'nowhere', 'x.onnx')])).toBe(2);
  mkdirSync(out);
  forgetPrinted();
  expect(await main([file, '--out', out, '--no-verify'])).toBe(1);
  expect(printed.join()).toContain("can't be written");
  expect(readdirSync(folder).sort()).toEqual(['model.json', 'model.onnx', 'weights.bin']);
});

it('an input that the model does not have is bad usage', async () => {
  expect(await main([write(simple()), '--out', out, '--input', 'z=x.npy'])).toBe(2);
});

it('never writes over the files that it reads, by whatever name', async () => {
  const file = write(simple());
  const shard = join(folder, 'weights.bin');
  const [soft, hard] = [join(folder, 'soft.onnx'), join(folder, 'hard.onnx')];
  symlinkSync(file, soft);
  linkSync(shard, hard);
  symlinkSync(folder, join(folder, 'folder'));
  const before = [file, shard].map((source) => readFileSync(source));
  for (const target of [file, shard, soft, hard, join(folder, 'folder', 'model.json'), relative('.', shard)]) {
    forgetPrinted();
    expect(await main([file, '--out', target]), target).toBe(2);
    expect(printed.join()).toContain('would overwrite');
  }
  [file, shard].forEach((source, i) => expect(readFileSync(source)).toEqual(before[i]));
  expect(readdirSync(folder).sort()).toEqual(['folder', 'hard.onnx', 'model.json', 'soft.onnx', 'weights.bin']);
});

it('leaves alone what lies beside the result', async () => {
  writeFileSync(`${out}.part`, 'mine');
  expect(await main([write(simple()), '--out', out])).toBe(0);
  expect(readFileSync(`${out}.part`, 'utf8')).toBe('mine');
});

it('skips a byte order mark', async () => {
  const file = write(simple());
  writeFileSync(file, `\ufeff${readFileSync(file, 'utf8')}`);
  expect(await main([file, '--out', out])).toBe(0);
});

it('runs through a link to it', () => {
  const command = join(folder, 'convert.ts');
  symlinkSync(fileURLToPath(new URL('cli.ts', import.meta.url)), command);
  const tsx = fileURLToPath(new URL('../../node_modules/tsx/dist/cli.mjs', import.meta.url));
  const { status, stderr } = spawnSync(process.execPath, [tsx, command], { encoding: 'utf8' });
  expect(stderr).toContain('usage:');
  expect(status).toBe(2);
});

describe('half precision', () => {
  /** One matrix product with these weights. */
  const dense = (value: (i: number) => number) => {
    const b = new GraphBuilder();
    const kernel = b.constant(
      Array.from({ length: 256 }, (_, i) => value(i)),
      [256, 1],
      'float32',
      'dense/kernel',
    );
    return b.build([b.op('MatMul', [b.input('x', [1, 256]), kernel])]);
  };

  it('refuses a result that it has emptied, and names the weights', async () => {
    for (const tiny of [1e-8, 1e-12, 1e-20]) {
      forgetPrinted();
      expect(await main([write(dense(() => tiny)), '--out', out, '--precision', 'fp16'])).toBe(1);
      expect(printed.join('\n')).toContain('dense/kernel (256 of 256)');
      expect(printed.join('\n')).toContain('WRONG');
    }
    expect(readdirSync(folder)).not.toContain('model.onnx');
  });

  it('says which weights it makes 0, or leaves in single precision', async () => {
    const some = write(dense((i) => (i < 3 ? 1e-9 : 1)));
    expect(await main([some, '--out', out, '--precision', 'fp16'])).toBe(0);
    expect(printed.join('\n')).toMatch(/warning .*0: dense\/kernel \(3 of 256\)/);
    forgetPrinted();
    expect(await main([write(dense((i) => (i < 3 ? 1e6 : 1))), '--out', out, '--precision', 'fp16'])).toBe(0);
    expect(printed.join('\n')).toMatch(/warning .*single precision: dense\/kernel/);
    forgetPrinted();
    expect(await main([write(dense((i) => i / 256)), '--out', out, '--precision', 'fp16'])).toBe(0);
    expect(printed.join('\n')).not.toContain('warning');
  });
});
