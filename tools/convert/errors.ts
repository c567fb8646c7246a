/** A model that can't be read or converted, in words for the person who ran the command. */
export class ConversionError extends Error {
  override readonly name = 'ConversionError';
}

/** Thrown while one node is lowered; collected, so that one run names every node in the way. */
export class UnsupportedError extends Error {
  override readonly name = 'UnsupportedError';
}

const MAX_NAMED = 8;
const MAX_NAME_LENGTH = 120;

/** A name or value from a model file, short enough for a terminal whatever the file holds. */
export function excerpt(text: string): string {
  return text.length <= MAX_NAME_LENGTH ? text : `${text.slice(0, MAX_NAME_LENGTH)}… (${text.length} characters)`;
}

/** "a, b, c and 4 more". */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, MAX_NAMED).map(excerpt).join(', ');
  return names.length > MAX_NAMED ? `${shown} and ${names.length - MAX_NAMED} more` : shown;
}

/**
 * What a library says of a failure, in one line; an error of the language is a slip inside the library, whose words help
 * nobody.
 */
export function libraryWords(error: unknown): string {
  const slip = [TypeError, RangeError, ReferenceError, SyntaxError].some((kind) => error instanceof kind);
  const [line = ''] = String((error as Error | undefined)?.message ?? error).split('\n');
  return slip || line === '' || line.includes('[object ')
    ? 'an attribute or an input of some node is missing, or is not what its operator takes'
    : excerpt(line);
}

export interface Obstacle {
  readonly node: string;
  readonly op: string;
  readonly reason: string;
}

/** One error that names every node in the way, nodes with the same reason together. */
export function unsupported(obstacles: readonly Obstacle[]): ConversionError {
  const nodesByReason = new Map<string, string[]>();
  for (const { node, op, reason } of obstacles) {
    const line = `${excerpt(op)}: ${reason}`;
    nodesByReason.set(line, [...(nodesByReason.get(line) ?? []), node]);
  }
  const lines = [...nodesByReason].map(([reason, nodes]) => `  ${reason} (${listed(nodes)})`);
  const count = obstacles.length === 1 ? '1 node' : `${obstacles.length} nodes`;
  return new ConversionError(`This model can't be converted; ${count} in the way:\n${lines.join('\n')}`);
}
