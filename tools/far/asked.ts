import { statSync } from 'node:fs';
import { join } from 'node:path';
import { askedOf, type Asked, type Sending, type SentSample } from '../../src/far/asked';
import { sampleOf, taskOf } from '../../src/tasks/registry';
import { modelsFolder, readCard } from '../models/cards';

/** The networks of one answer, the one that runs first at the front. */
function chainOf(model: string) {
  const card = readCard(model);
  return card.behind === undefined ? [card] : [readCard(card.behind), card];
}

function sampleFor(task: string): SentSample {
  const meta = taskOf(task);
  if (!meta) throw new RangeError(`There is no task '${task}'.`);
  const sample = sampleOf(meta);
  const bytes =
    'picture' in sample
      ? statSync(join(modelsFolder, '..', 'static', sample.picture)).size
      : new TextEncoder().encode(sample.texts.join('\n')).length;
  return { bytes, title: sample.title };
}

/** @param model id of a card in the repository */
export function askedOfModel(model: string, send: Sending): Asked {
  return askedOf(chainOf(model), sampleFor(readCard(model).task), send);
}
