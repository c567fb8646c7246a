import { Problem } from '../../../domain/problem';
import type { Artefact, ModelCard } from '../../../models/card';
import { codeOf } from '../../../runtimes/codes';
import { artefactOn } from '../../../runtimes/fit';
import { parseTarget, targetTitle } from '../../../runtimes/target';
import type { CodeRequest, RuntimeCode } from '../../../runtimes/types';
import { bytes } from '../../../ui/format';
import { artefactBytes } from '../../../models/artefact';
import { preparationOf } from './preparation';

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
}

function attemptOf(card: ModelCard, id: string, index: number): Attempt {
  const target = parseTarget(id);
  const code = target && codeOf(target.runtime);
  if (!target || !code) throw new Problem('missing-feature', `There is no code for ${id}.`);
  const artefact = artefactOn<Artefact>(card, target);
  const { backend, build, threads } = target;
  const outputs = card.outputs.map(({ name }) => name);
  return {
    name: index === 0 ? 'openFirst' : `openFallback${index > 1 ? index : ''}`,
    title: targetTitle(id),
    request: { backend, build, threads, artefact, outputs },
    artefact,
    code,
  };
}

const indented = (text: string) => text.replace(/^(?=.)/gm, '  ');
const unique = (values: readonly string[]) => [...new Set(values)];

function header(card: ModelCard, attempts: readonly Attempt[]): string {
  const [first, ...rest] = attempts;
  const packages = unique(attempts.flatMap(({ code, request }) => code.packages(request)));
  const files = unique(attempts.flatMap(({ code, request }) => code.files(request)));
  const model = unique(attempts.map(({ artefact }) => artefact.files[0]?.path.split('/')[0] ?? ''));
  const assets = (card.assets ?? []).map(({ path }) => path);
  const size = first ? bytes(artefactBytes({ assets: card.assets ?? [] }, first.artefact)) : '';
  return [
    '/**',
    ` * ${card.title} (${size}) on ${first?.title ?? ''}${rest.map(({ title }) => `; where that can't be had, on ${title}`).join('')}.`,
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

/**
 * TypeScript for a model on a target, with those to fall back to: what it shows is what the tests run.
 * @param targets ids, the one to try first at the front
 * @throws Problem where a target can't load the model, or nobody has written how its input is made
 */
export function codeFor(card: ModelCard, targets: readonly string[]): Code {
  const preparation = preparationOf(card);
  if (!preparation) throw new Problem('missing-feature', `This page can’t write the code of ${card.title} yet.`);
  const attempts = targets.map((id, index) => attemptOf(card, id, index));
  const bodies = attempts.map(
    ({ name, title, code, request }) =>
      `/** ${title} */\nasync function ${name}(): Promise<Network> {\n${indented(code.body(request))}\n}`,
  );
  const fetches = bodies.some((body) => body.includes('joined(')) || preparation.text.includes('fetched(');
  const text = [
    header(card, attempts),
    [
      `const MODEL = '/models/${card.id}/';`,
      ...(bodies.some((body) => body.includes('RUNTIME')) ? [`const RUNTIME = '/runtimes/';`] : []),
    ].join('\n'),
    types,
    ...(fetches ? [fetching] : []),
    ...(bodies.some((body) => body.includes('joined(')) ? [joining] : []),
    ...unique(attempts.map(({ code }) => code.shared)),
    ...bodies,
    opening(attempts.map(({ name }) => name)),
    outputsOf(card),
    preparation.text,
  ].join('\n\n');
  return {
    text: `${text}\n`,
    left: preparation.left,
    cautions: unique(attempts.flatMap(({ code, request }) => code.cautions(request))),
  };
}
