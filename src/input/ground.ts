/** What transparent pixels are laid on. */
export type Ground = 'white' | 'black';

/** Light by the value of a byte, 0–1: sRGB's own curve (IEC 61966-2-1). */
const linear = Float32Array.from({ length: 256 }, (_, byte) => {
  const value = byte / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
});

/** Below a contrast of 2 to 1 (WCAG 2.2, "contrast ratio") shapes begin to be lost on their ground. */
const LOST_ON_WHITE = 1.05 / 2 - 0.05;
const LOST_ON_BLACK = 0.05 * 2 - 0.05;
/** Pixels that are looked at: enough for a majority, and quick in the largest picture. */
const SAMPLED = 1_000_000;

/**
 * Paper, as people expect behind a cut-out; black where most of what is to be seen is so light that it would be lost on paper.
 * @param data straight RGBA
 * @returns undefined where nothing is transparent
 */
export function groundFor(data: Uint8ClampedArray): Ground | undefined {
  if (isOpaque(data)) return undefined;
  let seen = 0;
  let lostOnWhite = 0;
  let lostOnBlack = 0;
  const step = 4 * Math.max(1, Math.floor(data.length / 4 / SAMPLED));
  for (let i = 0; i < data.length; i += step) {
    const alpha = data[i + 3]!;
    if (alpha === 0) continue;
    const light = 0.2126 * linear[data[i]!]! + 0.7152 * linear[data[i + 1]!]! + 0.0722 * linear[data[i + 2]!]!;
    seen += alpha;
    if (light > LOST_ON_WHITE) lostOnWhite += alpha;
    if (light < LOST_ON_BLACK) lostOnBlack += alpha;
  }
  return lostOnWhite > seen / 2 && lostOnBlack < lostOnWhite ? 'black' : 'white';
}

function isOpaque(data: Uint8ClampedArray): boolean {
  for (let i = 3; i < data.length; i += 4) if (data[i] !== 255) return false;
  return true;
}

/** Said beside the picture. */
export const groundNote: Readonly<Record<Ground, string>> = {
  white: 'Its transparent parts were laid on white.',
  black: 'Its transparent parts were laid on black, since what is on them is light.',
};
