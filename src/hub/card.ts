import { readConfig } from '../decoder/config';
import { unprovenCard } from '../decoder/unprovenCard';
import { Problem } from '../domain/problem';
import type { HubCard } from './fromHub';
import { idOf, type KeptModel } from './kept';
import { readKept } from './open';

/** Short enough for a row of a table: that it is in ONNX goes without saying. */
const nameOf = (repository: string) => repository.slice(repository.indexOf('/') + 1).replace(/-ONNX$/i, '');

/** One id or several, as both configurations write it. */
function idsOf(told: unknown): number[] {
  const all: unknown[] = Array.isArray(told) ? told : [told];
  return all.filter((id): id is number => typeof id === 'number' && Number.isInteger(id) && id >= 0);
}

/**
 * The card of a model from a hub. Nothing outside of this page says what it must answer, so that it is held to itself alone.
 * @param configJson `config.json`
 * @param generationJson `generation_config.json`, which may name further end tokens
 * @throws Problem as {@link readConfig}
 */
export function hubCard(hub: KeptModel, configJson: unknown, generationJson?: unknown): HubCard {
  const config = readConfig(configJson);
  const shared = unprovenCard(config);
  const told = (generationJson as { readonly eos_token_id?: unknown } | null | undefined)?.eos_token_id;
  const fileOf = ({ path, bytes, hash }: KeptModel['graph']) => ({
    path,
    from: 'hub',
    bytes,
    sha256: hash.kind === 'sha256' ? hash.hex : '',
  });
  const { origin, repository, commit, variant, weights, compute, licence } = hub;
  return {
    ...shared,
    id: idOf(hub),
    title: `${nameOf(repository)} ${variant}`,
    description: 'A decoder from a hub, as its authors exported it. This page knows of it what its files say.',
    yields: 'a text',
    licence: { weights: licence?.name ?? '', notice: '', provenance: `${origin}/${repository}` },
    source: { package: repository, version: commit },
    decoder: { ...shared.decoder, endTokens: [...new Set([...config.endTokens, ...idsOf(told)])] },
    artefacts: [
      {
        format: 'onnx',
        precision: weights,
        compute,
        files: [hub.graph, ...hub.data].map(fileOf),
        operators: hub.operators ?? {},
      },
    ],
    assets: hub.besides.map(fileOf),
    tolerance: {
      maxAbs: 1000,
      maxRel: 1,
      task: { measure: 'agreement with itself', limit: 0, better: 'higher' },
      reason: 'How much its own arithmetic may differ with the order of what it reads, nobody has said.',
    },
    hub,
    config,
  };
}

async function jsonIn(hub: KeptModel, path: string): Promise<unknown> {
  if (!hub.besides.some((file) => file.path === path)) return undefined;
  const text = new TextDecoder().decode(await readKept(hub, path));
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Problem('input', `${path} of ${idOf(hub)} can’t be read. Name another copy of the model.`, String(error));
  }
}

/**
 * The card of a model that is kept here whole.
 * @throws Problem as {@link hubCard} and {@link readKept}
 */
export async function loadHubCard(hub: KeptModel): Promise<HubCard> {
  return hubCard(hub, await jsonIn(hub, 'config.json'), await jsonIn(hub, 'generation_config.json'));
}
