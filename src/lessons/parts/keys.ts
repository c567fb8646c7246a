/** What a key does while a lesson is presented. */
export type Move = 'next' | 'back' | 'end';

/** What has the focus, as far as it keeps keys for itself. */
export type Focus = 'slider' | 'button' | 'field' | 'page';

/** What an element keeps keys for. */
export function focusOf(element: Element | null): Focus {
  if (element instanceof HTMLInputElement && element.type === 'range') return 'slider';
  if (element instanceof HTMLButtonElement || element instanceof HTMLAnchorElement || element?.tagName === 'SUMMARY') {
    return 'button';
  }
  const isField = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
  return isField || element instanceof HTMLSelectElement ? 'field' : 'page';
}

const pages: Readonly<Record<string, Move>> = { PageDown: 'next', PageUp: 'back' };
const arrows: Readonly<Record<string, Move>> = {
  ArrowRight: 'next',
  ArrowDown: 'next',
  ArrowLeft: 'back',
  ArrowUp: 'back',
};

/**
 * The keys of a presenter, as slides have them. Page keys, which clickers send, always turn the page; arrows belong to a slider that has
 * the focus, and the space bar to a button.
 */
export function moveOf(key: string, focus: Focus): Move | undefined {
  if (key === 'Escape') return 'end';
  if (focus === 'field') return undefined;
  if (key in pages) return pages[key];
  if (focus === 'slider') return undefined;
  if (key in arrows) return arrows[key];
  return key === ' ' && focus === 'page' ? 'next' : undefined;
}
