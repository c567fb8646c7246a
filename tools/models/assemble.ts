/** `npm run models`: puts every card's files under `static/models/`, checked against the card, skipping what is there already. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Artefact, CardFile, ModelCard } from '../../src/models/card';
import type { TaskMeta } from '../../src/tasks/types';
import { decoderFiles, readDecoder } from '../decoder/files';
import { notice } from './notice';
import {
  cardFiles,
  factsOf,
  modelIds,
  readCard,
  servedFiles,
  sourcePath,
  weightsFolder,
  type ServedFile,
} from './cards';

const outFolder = fileURLToPath(new URL('../../static/models', import.meta.url));
const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(2)} MB`;

function isInPlace(card: ModelCard, served: ServedFile): boolean {
  const path = join(outFolder, card.id, served.path);
  if (!existsSync(path)) return false;
  const { bytes, sha256 } = factsOf(readFileSync(path));
  return bytes === served.bytes && sha256 === served.sha256;
}

/** Files of artefacts that are made, by path, each artefact made once. */
const made = new Map<Artefact, ReadonlyMap<string, Uint8Array>>();
let makingMs = 0;

/** Tools are loaded only where something is to be made: they bring TensorFlow.js along. */
async function makeAnew(card: ModelCard, artefact: Artefact): Promise<ReadonlyMap<string, Uint8Array>> {
  if (card.decoder) return decoderFiles(readDecoder(weightsFolder(card)), artefact.format, artefact.precision);
  if (artefact.quantisedFrom) return (await import('./quantise-artefact')).quantiseArtefact(card, artefact);
  return (await import('./convert-artefact')).convertArtefact(card, artefact);
}

async function make(card: ModelCard, artefact: Artefact): Promise<ReadonlyMap<string, Uint8Array>> {
  const known = made.get(artefact);
  if (known) return known;
  const started = performance.now();
  const files = await makeAnew(card, artefact);
  makingMs += performance.now() - started;
  made.set(artefact, files);
  return files;
}

/** What a file holds before it is served: copied from where the card says, or made of other files. */
async function contents(card: ModelCard, file: CardFile): Promise<Buffer> {
  const artefact = card.artefacts.find(
    ({ files, convertedFrom, quantisedFrom }) =>
      (convertedFrom ?? quantisedFrom ?? card.decoder) && files.includes(file),
  );
  if (artefact) return Buffer.from((await make(card, artefact)).get(file.path)!);
  const source = sourcePath(card, file);
  if (existsSync(source)) return readFileSync(source);
  throw new Error(
    `${card.id}: ${file.from} is missing from ${card.source.package}@${card.source.version}. Run npm ci.`,
  );
}

/** @returns bytes written; 0 when the file was in place already */
async function assembleFile(card: ModelCard, file: CardFile): Promise<number> {
  if (servedFiles(file).every((served) => isInPlace(card, served))) return 0;
  const content = await contents(card, file);
  const facts = factsOf(content);
  if (facts.sha256 !== file.sha256 || JSON.stringify(facts.parts) !== JSON.stringify(file.parts)) {
    throw new Error(`${card.id}: ${file.from} is not what the card says; it would be: ${JSON.stringify(facts)}`);
  }
  let from = 0;
  for (const { path, bytes } of servedFiles(file)) {
    const target = join(outFolder, card.id, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content.subarray(from, from + bytes));
    from += bytes;
  }
  return content.length;
}

/** Removes files of models or artefacts that no card names any more. */
function removeStale(cards: readonly ModelCard[]): void {
  if (!existsSync(outFolder)) return;
  const wanted = new Set(
    cards.flatMap((card) =>
      cardFiles(card).flatMap((file) => servedFiles(file).map(({ path }) => join(outFolder, card.id, path))),
    ),
  );
  for (const entry of readdirSync(outFolder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && entry.name !== 'NOTICE.txt' && !wanted.has(path)) rmSync(path);
  }
}

/** Every task as the page lists it. */
async function readTasks(): Promise<TaskMeta[]> {
  const folder = fileURLToPath(new URL('../../src/tasks', import.meta.url));
  const files = readdirSync(folder, { withFileTypes: true })
    .map(({ name }) => join(folder, name, 'meta.ts'))
    .filter((path) => existsSync(path));
  const modules = await Promise.all(
    files.map((path) => import(pathToFileURL(path).href) as Promise<{ meta: TaskMeta }>),
  );
  return modules.map(({ meta }) => meta);
}

const cards = modelIds().map(readCard);
removeStale(cards);
for (const [index, card] of cards.entries()) {
  const files = cardFiles(card);
  let written = 0;
  for (const file of files) written += await assembleFile(card, file);
  const total = files.reduce((sum, file) => sum + file.bytes, 0);
  // What is in place is no news to whoever asked for something else.
  if (written)
    console.log(`[${index + 1}/${cards.length}] ${card.id.padEnd(22)} ${megabytes(total).padStart(9)}  assembled`);
}
writeFileSync(join(outFolder, 'NOTICE.txt'), notice(cards, await readTasks()));
if (made.size > 0) console.log(`made ${made.size} artefacts in ${(makingMs / 1000).toFixed(1)} s`);
