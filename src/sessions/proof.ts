import { Problem, type ProblemCode } from '../domain/problem';
import type { Artefact, ModelCard } from '../models/card';
import { toleranceOf } from '../models/tolerance';
import type { Agreement, TriedBuild } from '../record/record';

/** What another build of the same runtime may do better; a broken download or a lost GPU is none of its doing. */
export const faultsOfBuild: ReadonlySet<ProblemCode> = new Set([
  'runtime',
  'wrong-answer',
  'missing-operator',
  'missing-feature',
  'memory',
  'timeout',
  'kernel-failed',
  'crashed',
]);

/** What another place, the page where a worker would not do, may have. */
export const faultsOfPlace: ReadonlySet<ProblemCode> = new Set(['no-adapter', 'missing-feature']);

/** A wrong answer outweighs whatever stops the last build: the backend can run the model, and gets it wrong. */
export function worstOf(tried: readonly TriedBuild[], last: Problem): Problem {
  const wrong = tried.find(({ reason }) => reason.code === 'wrong-answer')?.reason;
  return wrong ? new Problem('wrong-answer', wrong.message, wrong.detail) : last;
}

interface Judged {
  readonly agreement?: Readonly<Record<string, Agreement>>;
  readonly chain: readonly { readonly card: ModelCard; readonly artefact?: Artefact }[];
}

/** Says which of the card's limits the answer breaks. */
export function wrongAnswer({ agreement, chain }: Judged): Problem | undefined {
  const failed = Object.entries(agreement ?? {}).find(([, { pass }]) => !pass);
  if (!failed) return undefined;
  const [model, { task, tokens, maxAbs, maxRel, reference }] = failed;
  const link = chain.find(({ card }) => card.id === model);
  const tolerance = link && toleranceOf(link.card, link.artefact);
  const short = (value: number) => Number(value.toPrecision(3));
  const isFarOff = tolerance && maxAbs > tolerance.maxAbs;
  const isRelativelyOff = tolerance && maxRel > tolerance.maxRel;
  // Weights stored smaller write a text of their own after a while, and may: what they break is another limit.
  const parts = tokens && tokens.same < tokens.greedy && task.value >= task.limit;
  const what = isFarOff
    ? `an output is off by ${short(maxAbs)}, where ${tolerance.maxAbs} is allowed`
    : isRelativelyOff
      ? `an output is off by ${short(100 * maxRel)} % of the outputs’ range, where ${short(100 * tolerance.maxRel)} % is allowed`
      : parts
        ? `greedily it writes another text than the reference from token ${tokens.same + 1} on`
        : `${task.measure} ${short(task.value)} against the reference, where the limit is ${task.limit}`;
  return new Problem(
    'wrong-answer',
    `Its answer is wrong: ${what}. Its time does not count.`,
    `${model}: largest absolute error ${maxAbs}, relative ${maxRel}; reference: ${reference}`,
  );
}
