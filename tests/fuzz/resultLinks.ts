import { seededRandom } from '../../src/domain/random';
import { sampleRecord } from '../../src/record/record.fixture';
import { packLink, unpackLink } from '../../src/results/resultLinkBytes';
import { readResultLink, writeResultLink } from '../../src/results/resultLink';
import { mutated, mutatedText, pick } from './support/mutate';
import { faultOfSentence, tryAll, type Fuzzed } from './support/outcome';
import { useRecord } from './support/use';

/** Links that hold a result: broken on their way, or made whole by somebody who means ill, and then used as a page uses them. */
export async function fuzzResultLinks(seed: number, count: number): Promise<Fuzzed> {
  const random = seededRandom(seed);
  const far = { profile: 'devtools-fast-4g', server: 'l4-60', afterIdle: 'slow-start', seed: 7, warmMs: 131, coldMs: 311 } as const; // prettier-ignore
  const made = await writeResultLink({ record: sampleRecord(), model: 'movenet-lightning', far });
  if ('problem' in made) throw new Error(made.problem);
  const unpacked = await unpackLink(1, made.code);
  if ('problem' in unpacked) throw new Error(unpacked.problem);
  const content = JSON.parse(unpacked.text) as unknown;
  const inputs: string[] = [];
  for (let nth = 0; nth < count; nth++) {
    const kind = random();
    if (kind < 0.2) inputs.push(mutatedText(made.code, random));
    else if (kind < 0.3) inputs.push(await packLink(pick([0, 1, 2, 255], random), mutatedText(unpacked.text, random)));
    else inputs.push(await packLink(1, JSON.stringify(kind < 0.4 ? content : mutated(content, random)) ?? ''));
  }
  return tryAll(
    count,
    (nth) => inputs[nth] as string,
    async (code) => {
      const read = await readResultLink(code);
      if ('problem' in read) return faultOfSentence(read.problem) ?? false;
      if (/\p{Cc}/u.test(read.device)) return 'its device holds control characters';
      return useRecord(read.record) ?? true;
    },
  );
}
