import { describe, expect, it } from 'vitest';
import { completedCell } from '../src/record/record.fixture';
import { Progress } from './progress';

function stream(isTTY: boolean, columns = 80) {
  const written: string[] = [];
  return { isTTY, columns, written, write: (text: string) => written.push(text) };
}

const steady = { model: 'movenet-lightning', target: 'tfjs-wasm', phase: 'steady', n: 34, medianMs: 33.42 };

describe('progress', () => {
  it('is a plain line a finished cell where there is no terminal', () => {
    const log = stream(false);
    const progress = new Progress(log, 2);
    progress.update(steady);
    progress.finish(completedCell);
    progress.clear();
    expect(log.written).toEqual(['[1/2] movenet-lightning  tfjs-wasm  completed  12 ms (11 ms – 14 ms)\n']);
    progress.finish({ ...completedCell, precision: 'int8' });
    expect(log.written.at(-1)).toMatch(/^\[2\/2\] movenet-lightning:int8 {2}tfjs-wasm/);
  });

  it('on a terminal is one line that is written over: cell, phase, n, median, share of a download', () => {
    const terminal = stream(true);
    const progress = new Progress(terminal, 2);
    progress.update(steady);
    progress.update({ ...steady, phase: 'download', receivedBytes: 25, totalBytes: 100, n: undefined });
    expect(terminal.written).toEqual([
      '\r\u001b[2K[0/2] movenet-lightning  tfjs-wasm  steady  n 34  median 33.4 ms',
      '\r\u001b[2K[0/2] movenet-lightning  tfjs-wasm  download 25 %',
    ]);
  });

  it('never wraps, since a wrapped line could not be cleared', () => {
    const terminal = stream(true, 20);
    new Progress(terminal, 2).update(steady);
    expect(terminal.written[0]).toBe('\r\u001b[2K[0/2] movenet-light');
  });
});
