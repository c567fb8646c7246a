import { expect, type Page } from '@playwright/test';

/**
 * Makes the page's words about 30 % longer, as German ones are: the words themselves, since those can't be broken. Figures,
 * units and names stay as they are in any language.
 */
function lengthen(): void {
  const isName = (word: string) =>
    /\p{Lu}.*\p{Lu}/u.test(word) || ['ms', 's', 'km', 'kB', 'kMAC', 'fps', 'fp', 'int', 'ort', 'tfjs'].includes(word);
  const stretched = (word: string, by: number) => word + word.toLowerCase().repeat(by).slice(-by);
  const longer = (text: string) => {
    const words = text.replace(/\p{L}{4,}/gu, (word) =>
      isName(word) ? word : stretched(word, Math.round(0.3 * word.length)),
    );
    const missing = Math.ceil(1.3 * text.trim().length) - words.trim().length;
    const ordinary = [...words.matchAll(/\p{L}+/gu)].filter(([word]) => !isName(word));
    const [longest] = ordinary.toSorted((a, b) => b[0].length - a[0].length);
    if (missing <= 0 || !longest) return words;
    const [word] = longest;
    // Not all of what names and figures did not take: no word doubles.
    const by = Math.min(missing, Math.ceil(word.length / 2));
    return words.slice(0, longest.index) + stretched(word, by) + words.slice(longest.index + word.length);
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement?.closest('script, style, textarea, code, kbd')) continue;
    node.nodeValue = longer(node.nodeValue ?? '');
  }
}

/** What reaches past its box or the window, is cut, lies over other words, or can't be hit: one line each. */
function broken(): string[] {
  const SLACK = 1.5;
  const name = (element: Element) => {
    const text = (element.textContent ?? '').trim().replace(/\s+/g, ' ').slice(0, 50);
    return `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''} “${text}”`;
  };
  const scrolls = (element: Element, axis: 'overflowX' | 'overflowY') =>
    ['auto', 'scroll'].includes(getComputedStyle(element)[axis]);
  const ancestors = (element: Element) => {
    const all: Element[] = [];
    for (let at: Element | null = element; at && at !== document.documentElement; at = at.parentElement) all.push(at);
    return all;
  };

  /** Left out: what is there for screen readers alone. */
  const isShown = (element: Element) =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
    !ancestors(element).some((holder) => getComputedStyle(holder).clipPath === 'inset(50%)');

  /** Out of sight as a whole, since there is no room for it: that is no cut. */
  const isAway = (element: Element, box: DOMRect) =>
    ancestors(element).some((holder) => {
      if (getComputedStyle(holder).overflowY !== 'hidden') return false;
      const frame = holder.getBoundingClientRect();
      return box.top + box.height / 4 >= frame.bottom || box.bottom - box.height / 4 <= frame.top;
    });

  const found: string[] = [];
  const root = document.documentElement;
  if (root.scrollWidth > innerWidth) found.push(`the window scrolls sideways: ${root.scrollWidth} px of ${innerWidth}`);

  /** Every line of every text, with the element that it stands in. */
  const lines: { element: Element; text: string; box: DOMRect }[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!element || !(node.nodeValue ?? '').trim() || !isShown(element) || element.closest('option, textarea'))
      continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.width > 1 && box.height > 1 && !isAway(element, box))
        lines.push({ element, text: (node.nodeValue ?? '').trim(), box });
    }
  }

  for (const { element, text, box } of lines) {
    for (const holder of ancestors(element)) {
      if (scrolls(holder, 'overflowX')) break;
      const style = getComputedStyle(holder);
      if (style.display === 'inline' || style.display === 'contents') continue;
      const frame = holder.getBoundingClientRect();
      const isCut = style.overflowX !== 'visible' || style.overflowY !== 'visible';
      const isBox =
        isCut || style.borderLeftWidth !== '0px' || holder.matches('button, .button, td, th, li, dd, dt, svg');
      if (!isBox) continue;
      if (box.right > frame.right + SLACK || box.left < frame.left - SLACK)
        found.push(
          `“${text.slice(0, 50)}” reaches past ${name(holder)} by ${Math.round(Math.max(box.right - frame.right, frame.left - box.left))} px`,
        );
      if (isCut && !scrolls(holder, 'overflowY') && (box.bottom > frame.bottom + 4 || box.top < frame.top - 4))
        found.push(`“${text.slice(0, 50)}” is cut by ${name(holder)}`);
      if (style.position === 'fixed') break;
    }
    const isInScroller = ancestors(element).some((holder) => scrolls(holder, 'overflowX'));
    if (!isInScroller && (box.right > innerWidth + SLACK || box.left < -SLACK))
      found.push(`“${text.slice(0, 50)}” of ${name(element)} reaches past the window`);
    const style = getComputedStyle(element);
    if (style.textOverflow === 'ellipsis' && element.scrollWidth > element.clientWidth + 1)
      found.push(`${name(element)} ends in dots`);
  }

  // What stands over the page by design is judged against its like alone.
  const layer = (element: Element) =>
    ancestors(element).find((holder) => ['fixed', 'sticky'].includes(getComputedStyle(holder).position)) ?? null;
  const shrunk = lines.map(({ element, text, box }) => ({
    element,
    text,
    layer: layer(element),
    left: box.left + 1,
    right: box.right - 1,
    top: box.top + box.height / 4,
    bottom: box.bottom - box.height / 4,
  }));
  for (const [index, a] of shrunk.entries()) {
    for (const b of shrunk.slice(index + 1)) {
      const over = a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
      if (over && a.layer === b.layer && a.element !== b.element)
        found.push(
          `“${a.text.slice(0, 40)}” (${name(a.element)}) lies over “${b.text.slice(0, 40)}” (${name(b.element)})`,
        );
    }
  }

  const modal = document.querySelector('dialog:modal');
  for (const control of (modal ?? document).querySelectorAll<HTMLElement>(
    'button:not(:disabled), summary, .button, select',
  )) {
    if (!isShown(control)) continue;
    control.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
    const { left, top, width, height } = control.getBoundingClientRect();
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    if (!hit || !(control.contains(hit) || hit.contains(control) || hit.closest('label')?.contains(control)))
      found.push(`${name(control)} is not hit: ${hit ? name(hit) : 'nothing'} is there`);
  }
  scrollTo(0, 0);
  return [...new Set(found)];
}

/** Details opened, and every word 30 % longer: the page holds them. */
export async function expectRoomForLongWords(page: Page): Promise<void> {
  await page.locator('details').evaluateAll((all) => {
    for (const each of all as HTMLDetailsElement[]) {
      each.open = true;
      // One that opens over the page covers what is under it.
      const over = [...each.children].some((child) => getComputedStyle(child).position === 'absolute');
      if (over) each.open = false;
    }
  });
  await page.evaluate(lengthen);
  expect.soft(await page.evaluate(broken), page.url()).toEqual([]);
}
