import * as v from 'valibot';
import { Problem } from '../domain/problem';

/** A file of a repository, and what its content must be. */
export interface HubFile {
  readonly path: string;
  readonly bytes: number;
  readonly hash: Hash;
}

/** Large files are listed by the SHA-256 of their content, others by their Git object: the SHA-1 of a header and the content. */
export interface Hash {
  readonly kind: 'sha256' | 'git';
  readonly hex: string;
}

/** What a repository may be used for, as its authors say. */
export interface Licence {
  /** `apache-2.0`, or a name of their own. */
  readonly name: string;
  readonly link?: string;
}

/** What the hub tells of a repository at one commit. */
export interface HubInfo {
  /** As it is called now: repositories move. */
  readonly repository: string;
  readonly commit: string;
  /** Given to those only who have accepted its terms. */
  readonly gated: boolean;
  readonly licence?: Licence;
}

const text = v.pipe(v.string(), v.maxLength(500));
const commit = v.pipe(v.string(), v.regex(/^[0-9a-f]{40}$/));

const infoSchema = v.object({
  id: v.pipe(v.string(), v.regex(/^[\w.-]{1,96}\/[\w.-]{1,96}$/)),
  sha: commit,
  gated: v.optional(v.nullable(v.union([v.boolean(), text])), false),
  tags: v.optional(v.array(v.string()), []),
  cardData: v.optional(v.nullable(v.record(v.string(), v.unknown()))),
});

const bytes = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const treeSchema = v.array(
  v.object({
    type: text,
    path: v.pipe(v.string(), v.maxLength(1000)),
    size: v.optional(bytes, 0),
    oid: v.optional(v.string(), ''),
    lfs: v.optional(v.nullable(v.object({ oid: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)), size: bytes }))),
  }),
);

function parsed<T extends v.GenericSchema>(schema: T, json: unknown, host: string): v.InferOutput<T> {
  const result = v.safeParse(schema, json);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const detail = `${v.getDotPath(issue) ?? 'the answer'}: ${issue.message}`;
  throw new Problem('input', `${host} doesn’t answer as a model hub does. Check the address.`, detail);
}

const stringIn = (data: Readonly<Record<string, unknown>>, name: string): string | undefined => {
  const value = data[name];
  const first = Array.isArray(value) ? (value as unknown[])[0] : value;
  return typeof first === 'string' && first !== '' ? first.slice(0, 100) : undefined;
};

function licenceOf({ cardData, tags }: v.InferOutput<typeof infoSchema>): Licence | undefined {
  const data = cardData ?? {};
  const named = stringIn(data, 'license') ?? tags.find((tag) => tag.startsWith('license:'))?.slice('license:'.length);
  const name = named === 'other' ? (stringIn(data, 'license_name') ?? named) : named;
  const link = stringIn(data, 'license_link');
  return name === undefined ? undefined : { name, link: link?.startsWith('https://') ? link : undefined };
}

/** @throws Problem `input` for what no hub answers */
export function readInfo(json: unknown, host: string): HubInfo {
  const info = parsed(infoSchema, json, host);
  const gated = info.gated !== false && info.gated !== null;
  return { repository: info.id, commit: info.sha, gated, licence: licenceOf(info) };
}

/**
 * One page of the list of files; folders, and what has neither hash, are left out.
 * @throws Problem `input` for what no hub answers
 */
export function readTree(json: unknown, host: string): HubFile[] {
  return parsed(treeSchema, json, host).flatMap(({ type, path, size, oid, lfs }): HubFile[] => {
    if (type !== 'file') return [];
    if (lfs) return [{ path, bytes: lfs.size, hash: { kind: 'sha256', hex: lfs.oid } }];
    return /^[0-9a-f]{40}$/.test(oid) ? [{ path, bytes: size, hash: { kind: 'git', hex: oid } }] : [];
  });
}

/** Where the list goes on, by the header `Link` (RFC 8288); undefined at its end. */
export function nextPage(link: string | undefined, origin: string): string | undefined {
  const found = /<([^>]+)>\s*;[^,]*\brel="?next"?/.exec(link ?? '')?.[1];
  if (found === undefined) return undefined;
  try {
    const url = new URL(found, origin);
    // Nobody but the server that was named is asked.
    return url.origin === origin ? url.href : undefined;
  } catch {
    return undefined;
  }
}
