import type { Precision } from '../../src/models/artefact';
import type { ModelCard } from '../../src/models/card';
import type { Tolerance } from '../../src/models/tolerance';
import type { Agreement } from '../../src/record/record';
import type { HeldOut } from './measure';
import type { Method, QuantisePlan } from './quantise';

/** What quantising a model came to. */
export interface Findings {
  readonly card: ModelCard;
  readonly precision: 'int8' | 'int4';
  readonly method: Method;
  /** Of a static network. */
  readonly plan?: QuantisePlan;
  readonly bytes: { readonly source: number; readonly made: number; readonly stored: Precision };
  /** What the held-out inputs are: "20 pictures". */
  readonly heldOn: string;
  readonly reference: Agreement;
  readonly held: HeldOut;
  readonly tolerance: Tolerance;
  /** Whether the tolerance is for this precision, not the card's for all. */
  readonly isOwn: boolean;
}

const methodWords: Readonly<Record<Method, string>> = {
  static: 'weights and what flows between them in 8 bits; computes in int8',
  weights: 'weights alone; computes in fp32, products with blocks on WASM in int8',
};

const short = (value: number) => String(Number(value.toPrecision(3)));
const whole = (value: number) => value.toLocaleString('en');

export function reportOf(findings: Findings): string {
  const { card, precision, method, plan, bytes, heldOn, reference, held, tolerance, isOwn } = findings;
  const { measure, limit, better } = tolerance.task;
  const bound = better === 'lower' ? 'at most' : 'at least';
  const share = Math.round((100 * bytes.made) / bytes.source);
  const told = isOwn ? `for ${precision}` : 'for all precisions';
  return [
    `${card.title}: weights in ${precision}, ${method} (${methodWords[method]})`,
    `size        ${whole(bytes.made)} bytes, ${share} % of the ${whole(bytes.source)} in ${bytes.stored}`,
    ...(plan?.ranges ? [`calibrated  on ${plan.on}, ranges by ${plan.ranges}`] : []),
    ...(plan && plan.keep.length > 0 ? [`in floats   ${plan.keep.join(', ')}`] : []),
    `held out    ${measure} ${short(held.median)} (median), ${short(held.worst)} (worst) against the whole network in ${held.count} runs on ${heldOn}` +
      `, ${held.within} of them ${bound} ${short(limit)}; outputs off by up to ${short(held.maxRel)} of their range`,
    `reference   ${measure} ${short(reference.task.value)} (${bound} ${short(limit)}), largest error ${short(reference.maxAbs)} (at most ${short(tolerance.maxAbs)}), ` +
      `${short(reference.maxRel)} of the range (at most ${short(tolerance.maxRel)}); limits ${told}: ${reference.pass ? 'agrees' : 'OUTSIDE'}`,
  ].join('\n');
}
