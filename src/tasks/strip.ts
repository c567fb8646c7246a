/**
 * From this length ÷ breadth on a picture is a strip: a scrolled page, a receipt, a panorama. Shrunk until its length fits,
 * what is on it would be lost, so that its breadth counts. Beyond 16:9, which any photograph may have.
 */
const STRIP = 1.8;

export function isStrip({ width, height }: { readonly width: number; readonly height: number }): boolean {
  return Math.max(width, height) > STRIP * Math.min(width, height);
}
