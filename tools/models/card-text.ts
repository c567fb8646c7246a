/** A card as it is kept: one line an object's key, arrays of plain values on one line; short enough to read, stable enough to diff. */
export function cardText(card: unknown): string {
  const indented = JSON.stringify(card, null, 2);
  return `${indented.replace(/\[\s+([^[\]{}]*?)\s+\]/g, (_, inner: string) => `[${inner.replace(/\s+/g, ' ')}]`)}\n`;
}
