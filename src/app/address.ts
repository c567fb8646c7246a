interface Addressed {
  readonly path: string;
  readonly takesId?: boolean;
}

/** What an address means: a page, with what stands behind its path and its query, or nothing that there is. */
export type Place<P> =
  { readonly page: P; readonly id?: string; readonly query?: string } | { readonly unknown: string };

/** A percent sign that begins no escape is taken as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The path that an address begins with, and what stands behind it. */
function pathIn(address: string, path: string): { behind: string } | undefined {
  if (address === path) return { behind: '' };
  return address.startsWith(`${path}/`) ? { behind: address.slice(path.length + 1) } : undefined;
}

/** An address of an earlier edition, as it is now. */
function renewed(address: string, moved: Readonly<Record<string, string>>): string {
  if (address === '') return moved[''] ?? '';
  for (const [path, to] of Object.entries(moved)) {
    const found = path === '' ? undefined : pathIn(address, path);
    // Not `library/models` again: what it begins with leads on only where nothing but an id can follow.
    if (found && (found.behind === '' || !to.startsWith(`${path}/`))) {
      return found.behind === '' ? to : `${to}/${found.behind}`;
    }
  }
  return address;
}

/**
 * Reads the part of an address behind `#`, by which any static host serves every page: `#/library/models/blazeface`,
 * `#/compare?models=blazeface`. Slashes at either end mean nothing.
 * @param moved where addresses of earlier editions lead, by their path
 */
export function placeOf<P extends Addressed>(
  hash: string,
  pages: readonly P[],
  moved: Readonly<Record<string, string>> = {},
): Place<P> {
  const [given = '', ...more] = hash.replace(/^#/, '').split('?');
  const query = more.length > 0 ? { query: more.join('?') } : {};
  const address = renewed(given.replace(/^\/+|\/+$/g, ''), moved);
  const exact = pages.find(({ path }) => path === address);
  if (exact) return { page: exact, ...query };
  const parent = pages.find(({ path, takesId }) => takesId && address.startsWith(`${path}/`));
  if (parent) return { page: parent, id: decoded(address.slice(parent.path.length + 1)), ...query };
  return { unknown: decoded(address) };
}
