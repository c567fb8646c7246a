import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ModelCard } from '../../src/models/card';
import type { TaskMeta } from '../../src/tasks/types';
import { modelsFolder, sourceFolder } from './cards';

/** What each model is, whose, and where it comes from. */
function models(cards: readonly ModelCard[]): string {
  return cards
    .map(
      ({ title, licence, source }) =>
        `${title} (${licence.weights})\n  ${licence.notice}\n  ${licence.provenance}\n  from ${source.package}@${source.version}\n`,
    )
    .join('\n');
}

function pictures(tasks: readonly TaskMeta[]): string {
  const credits = new Map<string, string>();
  for (const { samples } of tasks) {
    for (const sample of samples) if ('picture' in sample) credits.set(sample.picture, sample.credit);
  }
  const lines = [...credits].sort().map(([picture, credit]) => `${picture}: ${credit}\n`);
  return lines.join('');
}

/** Texts that must go along with copies: of each source package, of a licence that a card names, of what a picture was made from. */
function texts(cards: readonly ModelCard[]): string {
  const found = new Map<string, string[]>();
  const add = (path: string, of: string) => {
    if (!existsSync(path)) return;
    const text = readFileSync(path, 'utf8').trim();
    found.set(text, [...new Set([...(found.get(text) ?? []), of])]);
  };
  add(join(modelsFolder, '../LICENSE'), 'Nearside');
  for (const card of cards) {
    add(join(sourceFolder(card), 'LICENSE'), `${card.source.package}@${card.source.version}`);
    add(join(modelsFolder, 'licences', `${card.licence.weights}.txt`), card.title);
  }
  add(join(modelsFolder, 'hand-landmark-lite/hand/right.LICENSE.md'), 'samples/hand.png');
  return [...found].map(([text, of]) => `${of.join(', ')}:\n\n${text}\n`).join(`\n${'-'.repeat(80)}\n\n`);
}

/** The notice that is served beside the weights and pictures. */
export function notice(cards: readonly ModelCard[], tasks: readonly TaskMeta[]): string {
  return [
    `Model weights served by this site and their licences\n\n${models(cards)}`,
    `Pictures\n\n${pictures(tasks)}`,
    `Licence texts\n\n${texts(cards)}`,
  ].join(`\n${'='.repeat(80)}\n\n`);
}
