import { parseModelRef } from '../models/modelRef';
import { outlinesOf } from '../models/outline';
import { canLoad, operatorsOn } from '../runtimes/fit';
import { inferencesOf } from '../workloads/inferences';
import type { FirstAnswerFacts } from './order';

/** What an answer of a model, by its reference, takes of whatever it runs on. */
export function workOf(text: string): Pick<FirstAnswerFacts, 'macs' | 'operators' | 'inferences' | 'canLoad'> {
  const chain = outlinesOf(parseModelRef(text).model);
  return {
    macs: chain.reduce((sum, { macs }) => sum + macs, 0),
    operators: (target) => operatorsOn(text, target),
    inferences: inferencesOf(chain.at(-1)?.workload),
    canLoad: (target) => canLoad(text, target),
  };
}
