/** Static hosts cap what one file may hold, the strictest widely used one at 25 MiB; a build keeps below that. */
export const MOST_FILE_BYTES = 24_000_000;

interface Served {
  readonly bytes: number;
  readonly sha256: string;
}

interface InParts {
  readonly path: string;
  readonly parts?: readonly Served[];
}

/** The name that one of several parts is served by: "model.onnx.1of2". */
export const partPath = (path: string, index: number, count: number): string => `${path}.${index + 1}of${count}`;

/** The parts that a file is served in, with the path of each; undefined where it is served whole. */
export function partsOf({ path, parts }: InParts): (Served & { readonly path: string })[] | undefined {
  return parts?.map(({ bytes, sha256 }, index) => ({ path: partPath(path, index, parts.length), bytes, sha256 }));
}

/** Where to cut a file of this many bytes, so that its parts are of one size and none is too large: ends of the parts, none for a file that may stay whole. */
export function cuts(bytes: number, most: number = MOST_FILE_BYTES): number[] {
  const count = Math.ceil(bytes / most);
  if (count <= 1) return [];
  const size = Math.ceil(bytes / count);
  return Array.from({ length: count }, (_, index) => Math.min(bytes, (index + 1) * size));
}
