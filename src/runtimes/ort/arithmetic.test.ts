import '@tensorflow/tfjs-backend-cpu';
import { expect, it } from 'vitest';
import { convertArtefact } from '../../../tools/models/convert-artefact';
import { readCard } from '../../../tools/models/cards';
import { stepFiles } from '../step.fixture';
import { arithmeticOf, isWhole } from './arithmetic';

const bytes = (...parts: (string | number | Uint8Array)[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'number' ? [part] : [...Buffer.from(part)])));
const field = (number: number, value: Uint8Array | string) => {
  const content = typeof value === 'string' ? bytes(value) : value;
  return bytes((number << 3) | 2, content.length, content);
};
const number = (of: number, value: number) => bytes(of << 3, value);
const node = (op: string, input: string, output: string, ...attributes: Uint8Array[]) =>
  field(1, bytes(field(1, input), field(2, output), field(4, op), ...attributes.map((one) => field(5, one))));
const to = (type: number) => bytes(field(1, 'to'), number(3, type));
const input = (name: string, type: number) => field(11, bytes(field(1, name), field(2, field(1, number(1, type)))));
const half = (name: string) => field(5, bytes(number(2, 10), field(8, name)));
const model = (...parts: Uint8Array[]) => bytes(number(1, 7), field(7, bytes(...parts)));

it('is single precision where floats are all there is', () => {
  expect(arithmeticOf(new Uint8Array(stepFiles.ort!.get('step/model.onnx')!))).toBe('fp32');
});

it('is single precision where half precision is only how weights are stored', async () => {
  const card = readCard('digits');
  const artefact = card.artefacts.find(({ format, precision }) => format === 'onnx' && precision === 'fp16')!;
  const [onnx] = (await convertArtefact(card, artefact)).values();
  expect(artefact.operators.Cast).toBeGreaterThan(0);
  expect(arithmeticOf(onnx!)).toBe('fp32');
});

it.each([
  ['weights go into an operator as they are', model(half('w'), node('Relu', 'w', 'y'))],
  ['an input comes in it', model(node('Relu', 'x', 'y'), input('x', 10))],
  ['floats are cast to it', model(node('Cast', 'x', 'y', to(10)), input('x', 1))],
])('is half precision where %s', (_, bytesOf) => expect(arithmeticOf(bytesOf)).toBe('fp16'));

it('is single precision where halves are only cast from', () => {
  expect(arithmeticOf(model(half('w'), node('Cast', 'w', 'v', to(1)), node('Relu', 'v', 'y')))).toBe('fp32');
});

it.each([
  ['what flows through it is made whole', ['QuantizeLinear', 'DequantizeLinear', 'Conv'], true],
  ['an operator computes so by itself', ['QLinearConv'], true],
  ['a product of whole numbers stands in it', ['MatMulInteger'], true],
  ['only weights are made floats', ['DequantizeLinear', 'Conv'], false],
  ['weights lie in blocks', ['MatMulNBits'], false],
])('computes in whole numbers where %s: %j', (_, operators, expected) => {
  expect(isWhole(model(...operators.map((op) => node(op, 'x', 'y'))))).toBe(expected);
});
