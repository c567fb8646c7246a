import { known } from '../../src/app/known';
import { seededRandom } from '../../src/domain/random';
import { readParams, writeParams } from '../../src/results/params';
import { mutatedText, pick } from './support/mutate';
import { faultOfSentence, tryAll, type Fuzzed } from './support/outcome';

const links = [
  'models=movenet-lightning,digits:fp16&targets=ort-wasm@2,tfjs-webgpu&scenario=quick&seed=42&input=astronaut&far=devtools-fast-4g&server=l4-60&autorun=1',
  'models=all&targets=all&scenario=preview&seed=0&far=custom:40:9000:1500@250',
  'models=%00,%01&targets=%F0%9F%98%80,ort-wasm@&seed=1e9&seed=2&autorun=yes',
];
const pieces = ['%00', '%01', ',', '&', '=', '@', ':', 'all', 'models=', 'targets=', '%', '%ff', 'own', '-1', '9'.repeat(30), '__proto__', '<b>']; // prettier-ignore

/** Queries that a page is opened with: what is understood is written back the same, what is not is said once, in a sentence. */
export function fuzzLinks(seed: number, count: number): Promise<Fuzzed> {
  const random = seededRandom(seed);
  const input = () => {
    let link = pick(links, random);
    for (let left = Math.floor(random() * 5); left > 0; left--) {
      const at = Math.floor(random() * link.length);
      link = random() < 0.5 ? mutatedText(link, random) : link.slice(0, at) + pick(pieces, random) + link.slice(at);
    }
    return link;
  };
  return tryAll(count, input, (link) => {
    const { params, problems } = readParams(new URLSearchParams(link), known);
    const written = writeParams(params);
    const again = readParams(new URLSearchParams(written), known);
    if (again.problems.length > 0 || writeParams(again.params) !== written) return `written back as ${written}`;
    if (new Set(problems).size !== problems.length) return `says twice: ${problems[0]}`;
    return problems.map(faultOfSentence).find((fault) => fault) ?? problems.length === 0;
  });
}
