import { part } from '../../domain/part';
import type { FactKind, Facts } from './factSchema';

const files = import.meta.glob<unknown>('./facts/*.json', { import: 'default' });

/**
 * Fetches one kind of figure.
 * @throws Problem where it can't be fetched
 */
export async function loadFacts<Kind extends FactKind>(kind: Kind): Promise<Facts<Kind>> {
  const load = files[`./facts/${kind}.json`];
  if (!load) throw new RangeError(`There is no facts/${kind}.json.`);
  // Checked against its schema by a test, once and not in each visitor's browser.
  return (await part(load)) as Facts<Kind>;
}
