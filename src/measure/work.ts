import { parseModelRef } from '../models/modelRef';
import { outlinesOf } from '../models/outline';
import { canLoad, operatorsOn } from '../runtimes/fit';
import { workloads } from '../workloads/registry';
import type { FirstAnswerFacts } from './order';

/** What an answer of a model, by its reference, takes of whatever it runs on. */
export function workOf(text: string): Pick<FirstAnswerFacts, 'macs' | 'operators' | 'inferences' | 'canLoad'> {
  const chain = outlinesOf(parseModelRef(text).model);
  const workload = workloads.find(({ id }) => id === chain.at(-1)?.workload);
  return {
    macs: chain.reduce((sum, { macs }) => sum + macs, 0),
    operators: (target) => operatorsOn(text, target),
    inferences: workload?.inferences ?? 1,
    canLoad: (target) => canLoad(text, target),
  };
}
