import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OutputFile } from './output';
import { UsageError } from './usage';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nearside-output-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('OutputFile', () => {
  it('leaves an earlier file as it was until the new one is whole', () => {
    const path = join(folder, 'run.json');
    writeFileSync(path, 'earlier');
    const file = new OutputFile(path);
    expect(readFileSync(path, 'utf8')).toBe('earlier');
    file.write('new');
    file.discard();
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(readdirSync(folder)).toEqual(['run.json']);
  });

  it('leaves nothing behind where nothing was written', () => {
    new OutputFile(join(folder, 'run.json')).discard();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('refuses a folder, and a path in a folder that is not there, before anything is measured', () => {
    expect(() => new OutputFile(folder)).toThrow(UsageError);
    expect(() => new OutputFile(join(folder, 'none', 'run.json'))).toThrow(/can't be written: ENOENT/);
  });
});
