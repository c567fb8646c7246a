interface Addressed {
  readonly path: string;
  readonly takesId?: boolean;
}

/** What an address means: a page, with what stands behind its path, or nothing that there is. */
export type Place<P> = { readonly page: P; readonly id?: string } | { readonly unknown: string };

/** A percent sign that begins no escape is taken as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * Reads the part of an address behind `#`, by which any static host serves every page; the query is left to the run's
 * parameters. Slashes at either end mean nothing.
 */
export function placeOf<P extends Addressed>(hash: string, pages: readonly P[]): Place<P> {
  const address = hash.replace(/^#?\/*|\/+$/g, '');
  const exact = pages.find(({ path }) => path === address);
  if (exact) return { page: exact };
  const parent = pages.find(({ path, takesId }) => takesId && address.startsWith(`${path}/`));
  if (parent) return { page: parent, id: decoded(address.slice(parent.path.length + 1)) };
  return { unknown: decoded(address) };
}
