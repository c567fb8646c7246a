import { Problem } from '../../../domain/problem';
import { isFromHub, type HubCard } from '../../../hub/fromHub';
import type { Artefact, DecoderFacts, ModelCard } from '../../../models/card';
import { codeOf } from '../../../runtimes/codes';
import { artefactOn } from '../../../runtimes/fit';
import { parseTarget, targetTitle } from '../../../runtimes/target';
import type { CodeRequest, RuntimeCode } from '../../../runtimes/types';
import { bytes } from '../../../ui/format';
import { artefactBytes } from '../../../models/artefact';
import {
  decoderEnd,
  decoderPackages,
  decoderShared,
  decoderText,
  decoderTypes,
  keptBy,
  type DecoderForm,
} from './decoder';
import { preparationOf, type Preparation } from './preparation';
import type { ShippedTarget } from './targets';

/** A file of TypeScript that runs a model without this page, and what to know of it. */
export interface Code {
  readonly text: string;
  /** What is left to whoever uses it. */
  readonly left?: string;
  readonly cautions: readonly string[];
}

interface Attempt {
  readonly name: string;
  readonly title: string;
  readonly request: CodeRequest;
  readonly artefact: Artefact;
  readonly code: RuntimeCode;
  /** Of a decoder. */
  readonly form?: DecoderForm;
}

function attemptOf(card: ModelCard, { target: id, precision }: ShippedTarget, index: number): Attempt {
  const target = parseTarget(id);
  const code = target && codeOf(target.runtime);
  if (!target || !code) throw new Problem('missing-feature', `There is no code for ${id}.`);
  const artefact = artefactOn<Artefact>(card, target, precision);
  const { backend, build, threads } = target;
  const kept = card.decoder ? keptBy(card.decoder) : [];
  const outputs = [...card.outputs.map(({ name }) => name), ...kept];
  const request = { backend, build, threads, artefact, outputs, kept };
  return {
    name: index === 0 ? 'openFirst' : `openFallback${index > 1 ? index : ''}`,
    title: targetTitle(id),
    request,
    artefact,
    code,
    form: card.decoder && code.decoderForm(request),
  };
}

const indented = (text: string) => text.replace(/^(?=.)/gm, '  ');
const unique = (values: readonly string[]) => [...new Set(values)];

function header(card: ModelCard, attempts: readonly Attempt[]): string {
  const [first, ...rest] = attempts;
  const runtimes = attempts.flatMap(({ code, request }) => code.packages(request));
  const packages = unique([...runtimes, ...(card.decoder ? decoderPackages : [])]);
  const files = unique(attempts.flatMap(({ code, request }) => code.files(request)));
  const model = unique(attempts.map(({ artefact }) => artefact.files[0]?.path.split('/')[0] ?? ''));
  const assets = (card.assets ?? []).map(({ path }) => path);
  const size = first ? bytes(artefactBytes({ assets: card.assets ?? [] }, first.artefact)) : '';
  return [
    '/**',
    ` * ${card.title} (${size}, ${first?.artefact.precision} weights) on ${first?.title ?? ''}${rest.map(({ title }) => `; where that can't be had, on ${title}`).join('')}.`,
    ' *',
    ` *     npm install ${packages.join(' ')}`,
    ' *',
    ' * Serve from your own site, under the two addresses below:',
    ` * - of this model's files on this page, models/${card.id}/: ${[...model.map((folder) => `${folder}/`), ...assets].join(', ')}`,
    ...files.map((file) => ` * - node_modules/${file}`),
    ' */',
  ].join('\n');
}

const types = `interface Tensor {
  readonly dtype: 'float32' | 'int32';
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array;
}
/** Tensors by the network's own names. */
type TensorMap = Readonly<Record<string, Tensor>>;
type Network = (feeds: TensorMap) => Promise<TensorMap>;`;

const fetching = `async function fetched(address: string): Promise<ArrayBuffer> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(\`\${address}: \${response.status}\`);
  return response.arrayBuffer();
}`;

/** For a file that is served in parts. */
const joining = `/** The bytes of a file that is served in parts. */
async function joined(addresses: readonly string[]): Promise<Uint8Array> {
  const parts = await Promise.all(addresses.map(fetched));
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}`;

const opening = (
  names: readonly string[],
) => `/** The first that opens and answers: some open well and fail on their first run, which is also the one that compiles shaders. */
async function open(feeds: TensorMap): Promise<Network> {
  let problem: unknown;
  for (const attempt of [${names.join(', ')}]) {
    try {
      const network = await attempt();
      await network(feeds);
      return network;
    } catch (error) {
      problem = error;
    }
  }
  throw problem;
}

let network: Promise<Network> | undefined;

/** Runs the network once; in a worker, so that the page stays alive meanwhile. */
export async function run(feeds: TensorMap): Promise<TensorMap> {
  network ??= open(feeds);
  return (await network)(feeds);
}`;

const shapeOf = (shape: readonly number[]) => `[${shape.map((side) => (side < 0 ? 'any' : side)).join(', ')}]`;

function outputsOf({ outputs }: ModelCard): string {
  return outputs.map(({ name, shape, meaning }) => `// ${name} ${shapeOf(shape)}: ${meaning}`).join('\n');
}

/** What follows a runtime's own text, for a network that answers in one run. */
function answering(card: ModelCard, attempts: readonly Attempt[], preparation: Preparation): string[] {
  const bodies = attempts.map(
    ({ name, title, code, request }) =>
      `/** ${title} */\nasync function ${name}(): Promise<Network> {\n${indented(code.body(request))}\n}`,
  );
  return [...bodies, opening(attempts.map(({ name }) => name)), outputsOf(card), preparation.text];
}

/** The same for a decoder, which is a loop around its network. */
function writing(decoder: DecoderFacts, attempts: readonly Attempt[]): string[] {
  const forms = new Set(attempts.flatMap(({ form = [] }) => form));
  const bodies = attempts.map(
    ({ name, title, code, request, form }) => `/** ${title} */
async function ${name}(): Promise<Decoder> {
  const open = async (): Promise<Network> => {
${indented(indented(code.body(request)))}
  };
  return ${form}Decoder(await open());
}`,
  );
  return [
    decoderShared(decoder),
    ...[...forms].map(decoderText),
    ...bodies,
    decoderEnd(attempts.map(({ name }) => name)),
  ];
}

/** What its authors exported is theirs to explain, and nobody has run such code of it. */
const notOurs = ({ hub: { repository, commit } }: HubCard) =>
  new Problem(
    'missing-feature',
    `The code of a model from a hub isn’t written here, since its graph is its authors’ own. Its files are those of ${repository} at ${commit.slice(0, 12)}; transformers.js loads them by that name.`,
  );

/**
 * TypeScript for a model on a target, with those to fall back to: what it shows is what the tests run.
 * @param targets the one to try first at the front, each with the weights that were measured on it
 * @throws Problem where a target can't load the model, or nobody has written how its input is made
 */
export function codeFor(card: ModelCard, targets: readonly ShippedTarget[]): Code {
  if (isFromHub(card)) throw notOurs(card);
  const { decoder } = card;
  const preparation = decoder ? undefined : preparationOf(card);
  const attempts = targets.map((target, index) => attemptOf(card, target, index));
  const rest = decoder ? writing(decoder, attempts) : preparation && answering(card, attempts, preparation);
  if (!rest) throw new Problem('missing-feature', `This page can’t write the code of ${card.title} yet.`);
  const calls = (name: string) => rest.some((text) => text.includes(`${name}(`));
  const text = [
    header(card, attempts),
    [
      `const MODEL = '/models/${card.id}/';`,
      ...(rest.some((part) => part.includes('RUNTIME')) ? [`const RUNTIME = '/runtimes/';`] : []),
    ].join('\n'),
    decoder ? decoderTypes : types,
    ...(calls('joined') || calls('fetched') ? [fetching] : []),
    ...(calls('joined') ? [joining] : []),
    ...unique(attempts.map(({ code, request }) => code.shared(request))),
    ...rest,
  ].join('\n\n');
  return {
    text: `${text}\n`,
    left: preparation?.left,
    cautions: unique(attempts.flatMap(({ code, request }) => code.cautions(request))),
  };
}
