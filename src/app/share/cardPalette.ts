/** The page's tokens that a card is drawn in, as the browser resolves them. */
const tokens = ['paper', 'ink', 'soft', 'line-strong', 'near', 'near-ink', 'far', 'far-2', 'far-ink'] as const;

export type Palette = Readonly<Record<(typeof tokens)[number], string>> & { readonly font: string };
export type Scheme = 'light' | 'dark';

/** The scheme that the page is shown in. */
export const schemeHere = (): Scheme => (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');

/** Reads the tokens' colours in one scheme, whatever the page is shown in. */
export function paletteOf(scheme: Scheme): Palette {
  const probe = document.createElement('span');
  // A forced palette would give the system's colours: a picture is for others.
  probe.style.setProperty('forced-color-adjust', 'none');
  probe.style.colorScheme = scheme;
  document.body.append(probe);
  const colour = (token: string) => {
    probe.style.color = `var(--${token})`;
    return getComputedStyle(probe).color;
  };
  const found = Object.fromEntries(tokens.map((token) => [token, colour(token)])) as Record<(typeof tokens)[number], string>; // prettier-ignore
  probe.remove();
  return { ...found, font: getComputedStyle(document.body).fontFamily };
}
