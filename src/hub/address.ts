import { Problem } from '../domain/problem';
import { quoted } from '../domain/text';
import { mayAsk } from '../door/protocol';

/** A repository of models on a server that speaks the hub's paths. */
export interface HubAddress {
  /** Scheme and host: `https://huggingface.co`, or a server of one's own. */
  readonly origin: string;
  /** `owner/name`. */
  readonly repository: string;
  /** A branch, tag or commit. */
  readonly revision: string;
}

export const HOME = 'https://huggingface.co';
const LONGEST = 400;
const otherKinds: Readonly<Record<string, string>> = {
  datasets: 'a data set',
  spaces: 'a space',
  collections: 'a collection',
  papers: 'a paper',
  docs: 'a page of documentation',
  blog: 'an article',
};

const notOne = (text: string, why: string) => new Problem('input', `${quoted(text)} ${why}`);

/** Names as the hub takes them: https://github.com/huggingface/huggingface_hub, `validate_repo_id`. */
const isName = (name: string) => /^[A-Za-z0-9_][\w.-]{0,95}$/.test(name) && !/\.\.|--|[.-]$|\.git$/.test(name);
const isRevision = (revision: string) => /^\w[\w./-]{0,254}$/.test(revision) && !revision.includes('..');

function partsOf(text: string, path: string): string[] {
  try {
    return path.split('/').filter(Boolean).map(decodeURIComponent);
  } catch {
    throw notOne(text, 'holds a percent sign that begins no escape. Write it as owner/name.');
  }
}

/** `tree/main`, `resolve/refs%2Fpr%2F1/onnx/model.onnx`: what stands behind a repository's name in an address of the hub. */
function revisionIn([kind, revision, ...more]: readonly string[]): string | undefined {
  if (!/^(?:tree|blob|resolve|raw|commits?)$/.test(kind ?? '')) return undefined;
  return revision === 'refs' ? [revision, ...more.slice(0, 2)].join('/') : revision;
}

/**
 * Reads what a visitor names a repository by: `owner/name`, `owner/name@revision`, or the address of one of its pages or files, on
 * the hub or on another server.
 * @throws Problem `input` with what to write instead
 */
export function readAddress(text: string): HubAddress {
  const given = text.trim();
  if (given === '') throw new Problem('input', 'Name a repository first, as owner/name.');
  if (given.length > LONGEST) throw notOne(given, 'is longer than any address of a repository.');
  if (/[\s\p{C}\\]/u.test(given)) throw notOne(given, 'holds spaces or signs that no repository’s name has.');
  const bare = /^(?:www\.)?(?:huggingface\.co|hf\.co)\//i.test(given) ? `https://${given}` : given;
  return bare.includes('://') ? fromUrl(given, bare) : fromPath(given, bare, HOME);
}

function fromUrl(text: string, address: string): HubAddress {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    throw notOne(text, 'is not an address. Write owner/name, or begin it with https://.');
  }
  if (url.username || url.password)
    throw notOne(text, 'holds a name or password, which this page sends nowhere. Leave it out.');
  if (!mayAsk(url.href)) {
    throw notOne(
      text,
      'can’t be asked: an address begins with https://, or with http://localhost for a server on this device.',
    );
  }
  const isHome = /^(?:www\.)?(?:huggingface\.co|hf\.co)$/i.test(url.hostname);
  return fromPath(text, url.pathname, isHome ? HOME : url.origin);
}

function fromPath(text: string, path: string, origin: string): HubAddress {
  const parts = partsOf(text, path.replace(/^\/?api\/models\//, ''));
  const kind = otherKinds[parts[0] ?? ''];
  if (kind) throw notOne(text, `names ${kind}, not a model.`);
  const [owner, last, ...behind] = parts;
  if (owner === undefined || last === undefined) {
    throw notOne(text, 'names no repository. Write it as owner/name, such as onnx-community/Qwen3-0.6B-ONNX.');
  }
  // `refs/pr/1` parts what stands behind the sign.
  const [name = '', ...at] = [last, ...behind].join('/').split('@');
  const said = at.length > 0 ? at.join('@') : revisionIn(behind);
  const bare = at.length > 0 ? name : last;
  if (!isName(owner) || !isName(bare)) {
    throw notOne(text, 'is not a repository’s name. Write it as owner/name, such as onnx-community/Qwen3-0.6B-ONNX.');
  }
  const revision = said ?? 'main';
  if (!isRevision(revision))
    throw notOne(text, 'names a revision that there can’t be. Leave it out to get the newest.');
  return { origin, repository: `${owner}/${bare}`, revision };
}

const encoded = (path: string) => path.split('/').map(encodeURIComponent).join('/');

/** The repository's page, for people. */
export const pageUrl = ({ origin, repository }: HubAddress): string => `${origin}/${encoded(repository)}`;

/** What the hub tells of a repository. */
export const infoUrl = ({ origin, repository, revision }: HubAddress): string =>
  `${origin}/api/models/${encoded(repository)}/revision/${encodeURIComponent(revision)}`;

/** The list of a repository's files. */
export const treeUrl = ({ origin, repository }: HubAddress, commit: string): string =>
  `${origin}/api/models/${encoded(repository)}/tree/${commit}?recursive=true`;

export const fileUrl = ({ origin, repository }: HubAddress, commit: string, path: string): string =>
  `${origin}/${encoded(repository)}/resolve/${commit}/${encoded(path)}`;

/** The host where it is not the hub itself, for names that people read. */
export function hostOf({ origin }: Pick<HubAddress, 'origin'>): string {
  return new URL(origin).host;
}
