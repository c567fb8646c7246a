import { readFileSync } from 'node:fs';
import { seededRandom } from '../../src/domain/random';
import { sampleRecord } from '../../src/record/record.fixture';
import { importRecord } from '../../src/results/import';
import { mutated, mutatedText, pick } from './support/mutate';
import { faultOfSentence, tryAll, type Fuzzed } from './support/outcome';
import { useRecord } from './support/use';

const file = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as unknown;

/** Runs' files of every edition, changed as values or as text, imported and then used as a page uses them. */
export function fuzzRecords(seed: number, count: number): Promise<Fuzzed> {
  const random = seededRandom(seed);
  const originals = [
    sampleRecord(),
    file('src/results/editions/v1/quick.json'),
    file('tests/records/repeated-flag.json'),
  ];
  const input = () => {
    const original = pick(originals, random);
    const changed = JSON.stringify(random() < 0.9 ? mutated(original, random) : original) ?? '';
    return random() < 0.85 ? changed : mutatedText(changed, random);
  };
  return tryAll(count, input, (text) => {
    const read = importRecord(text);
    if ('problem' in read) return faultOfSentence(read.problem) ?? false;
    return useRecord(read.record) ?? true;
  });
}
