import { Problem } from '../../../domain/problem';
import type { Form, FormParts } from './form';
import { LoopForm } from './loop';
import { OptimumForm } from './optimum';
import { StaticForm } from './static';

/**
 * Tells a decoder's graph by what it is fed.
 * @throws Problem `missing-feature` where it is none of those known
 */
export function openForm(parts: FormParts): Form {
  const has = (name: string) => parts.network.inputs.includes(name);
  if (has('steps') && has('uniforms')) return new LoopForm(parts);
  if (has('input_ids') && has('attention_mask')) return new OptimumForm(parts);
  if (has('ids') && has('positions')) return new StaticForm(parts);
  const given = parts.network.inputs.slice(0, 6).join(', ');
  throw new Problem('missing-feature', 'This graph is not a decoder in a form that is known here.', `inputs: ${given}`);
}
