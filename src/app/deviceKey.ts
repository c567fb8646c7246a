import type { Environment } from '../record/record';
import { adapterOn } from '../runtimes/needs';
import type { On, Target } from '../runtimes/target';

/**
 * What is known of a model on a target in this browser is kept by `browser|runtime's version|adapter|target|model`: another browser,
 * driver or version of a runtime compiles its GPU programs anew, and is another proof.
 */
export function deviceKey(model: string, target: Pick<Target, 'id'> & On, environment: Environment): string {
  const { userAgent, runtimes } = environment;
  return [userAgent, runtimes[target.runtime], adapterOn(target, environment)?.name, target.id, model].join('|');
}
