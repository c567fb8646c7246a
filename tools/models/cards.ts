import { readdirSync, readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { cardSchema, type CardFile, type ModelCard } from '../../src/models/card';

export const modelsFolder = fileURLToPath(new URL('../../models/', import.meta.url));

/** Model ids in `models/`: every folder with a card. */
export function modelIds(): string[] {
  return readdirSync(modelsFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(modelsFolder, entry.name, 'card.json')))
    .map((entry) => entry.name)
    .sort();
}

/** @throws when the card does not fit the schema, naming the field. */
export function readCard(id: string): ModelCard {
  const result = v.safeParse(cardSchema, JSON.parse(readFileSync(join(modelsFolder, id, 'card.json'), 'utf8')));
  if (result.success) return result.output;
  const issue = result.issues[0];
  throw new Error(`models/${id}/card.json: ${v.getDotPath(issue) ?? '(root)'}: ${issue.message}`);
}

/** The card as it stands, not validated: for the tools that fill one in. */
export function readDraft(id: string): ModelCard {
  return JSON.parse(readFileSync(join(modelsFolder, id, 'card.json'), 'utf8')) as ModelCard;
}

/** Every file a card names, its reference tensors included. */
export function cardFiles(card: ModelCard): CardFile[] {
  return [
    ...card.artefacts.flatMap((artefact) => artefact.files),
    ...card.assets,
    ...card.reference.inputs.map((input) => input.file),
    ...card.reference.outputs.map((output) => output.file),
  ];
}

/** Where the source package lies; the project's own weights lie beside the card. */
export function sourceFolder({ id, source }: Pick<ModelCard, 'id' | 'source'>): string {
  return source.package === 'nearside'
    ? join(modelsFolder, id)
    : join(modelsFolder, '..', 'node_modules', source.folder ?? source.package);
}

/** Where a card's file lies before assembly: in the model's own folder, or in the installed source package. */
export function sourcePath(card: ModelCard, file: CardFile): string {
  const folder = file.from.startsWith('reference/') ? join(modelsFolder, card.id) : sourceFolder(card);
  return join(folder, file.from);
}
