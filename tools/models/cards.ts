import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { cardSchema, type CardFile, type ModelCard } from '../../src/models/card';
import { cuts, partsOf } from '../../src/models/parts';
import { referenceFiles } from '../../src/models/referenceFiles';

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
  return [...card.artefacts.flatMap((artefact) => artefact.files), ...card.assets, ...referenceFiles(card)];
}

/** Where the source package lies; the project's own weights lie beside the card. */
export function sourceFolder({ id, source }: Pick<ModelCard, 'id' | 'source'>): string {
  return source.package === 'nearside'
    ? join(modelsFolder, id)
    : join(modelsFolder, '..', 'node_modules', source.folder ?? source.package);
}

/** Where the weights and the configuration of a decoder lie. */
export const weightsFolder = (card: Pick<ModelCard, 'id' | 'source'>): string => join(sourceFolder(card), 'weights');

/** Where a card's file lies before assembly: in the model's own folder, or in the installed source package. */
export function sourcePath(card: ModelCard, file: CardFile): string {
  const folder = file.from.startsWith('reference/') ? join(modelsFolder, card.id) : sourceFolder(card);
  return join(folder, file.from);
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** What a card says of a file that holds these bytes. */
export function factsOf(bytes: Uint8Array): Pick<CardFile, 'bytes' | 'sha256' | 'parts'> {
  const ends = cuts(bytes.length);
  const parts = ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
  return {
    bytes: bytes.length,
    sha256: sha256(bytes),
    ...(parts.length > 0 && { parts: parts.map((part) => ({ bytes: part.length, sha256: sha256(part) })) }),
  };
}

/** As {@link CardFile}s are served under `static/models/<id>/`: whole, or in parts. */
export interface ServedFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

export const servedFiles = (file: CardFile): readonly ServedFile[] => partsOf(file) ?? [file];

/** The bytes of an assembled file. @param folder where the model's files are served from */
export const readServed = (folder: string, file: CardFile): Buffer =>
  Buffer.concat(servedFiles(file).map(({ path }) => readFileSync(join(folder, path))));
