/**
 * A module's own text, to stand in one file with those that it needs: without its imports, nothing exported.
 * @param source TypeScript as this project formats it
 */
export function verbatim(source: string): string {
  return source
    .replace(/^import\s[^;]*;\n/gm, '')
    .replace(/^export /gm, '')
    .trim();
}
