/** AVIF and HEIC are ISO base media files (ISO/IEC 14496-12): nested boxes of a size, four letters and content. */

interface Box {
  readonly type: string;
  /** Of its content, which ends where the box does. */
  readonly start: number;
  readonly end: number;
}

const fourLetters = (view: DataView, at: number): string =>
  String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3));

/** The boxes side by side from `start` to `end`; stops at one that can't be. */
function* boxes(view: DataView, start: number, end: number): Generator<Box> {
  for (let at = start; at + 8 <= end;) {
    const said = view.getUint32(at);
    const isLong = said === 1 && at + 16 <= end;
    const header = isLong ? 16 : 8;
    // 0 means "to the end of the file".
    const size = isLong ? Number(view.getBigUint64(at + 8)) : said === 0 ? end - at : said;
    if (size < header) return;
    yield { type: fourLetters(view, at + 4), start: at + header, end: Math.min(end, at + size) };
    at += size;
  }
}

export type IsoPicture = 'avif' | 'heic';

/** MPEG's own brands of coded pictures in HEIF (ISO/IEC 23008-12, annex B); `mif1` and `msf1` name no coding. */
const heicBrands = ['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'hevm', 'hevs', 'mif1', 'msf1'];

/**
 * What kind of picture the file says it is: by any of its brands, as browsers go by, since the first often names only the container.
 * @returns undefined for any other file
 */
export function isoPicture(view: DataView): { type: IsoPicture; animated: boolean } | undefined {
  const [first] = boxes(view, 0, view.byteLength);
  if (first?.type !== 'ftyp') return undefined;
  const brands: string[] = [];
  for (let at = first.start; at + 4 <= first.end; at += 4) {
    // Behind the first brand stands its version, which is none.
    if (at !== first.start + 4) brands.push(fourLetters(view, at));
  }
  const animated = ['avis', 'msf1', 'hevc', 'hevx', 'hevm', 'hevs'].includes(brands[0] ?? '');
  if (brands.some((brand) => brand === 'avif' || brand === 'avis')) return { type: 'avif', animated };
  if (brands.some((brand) => heicBrands.includes(brand))) return { type: 'heic', animated };
  return undefined;
}

/** Boxes that hold boxes on the way to a size, and the bytes before the first. */
const containers: Readonly<Record<string, number>> = { meta: 4, iprp: 0, ipco: 0, moov: 0, trak: 0 };

/**
 * The largest size that the file gives any of its pictures (`ispe`, "image spatial extents") or tracks (`tkhd`): one made of
 * tiles gives each of theirs and its own.
 */
export function isoPictureSize(view: DataView): { width: number; height: number } | undefined {
  let largest: { width: number; height: number } | undefined;
  const note = (width: number, height: number) => {
    if (!largest || width * height > largest.width * largest.height) largest = { width, height };
  };
  const walk = (start: number, end: number, depth: number) => {
    for (const box of boxes(view, start, end)) {
      const skipped = containers[box.type];
      if (skipped !== undefined && depth < 4) walk(box.start + skipped, box.end, depth + 1);
      else if (box.type === 'ispe' && box.end - box.start >= 12)
        note(view.getUint32(box.start + 4), view.getUint32(box.start + 8));
      // Width and height close the header of a track, in 65,536ths.
      else if (box.type === 'tkhd' && box.end - box.start >= 84)
        note(view.getUint32(box.end - 8) >>> 16, view.getUint32(box.end - 4) >>> 16);
    }
  };
  walk(0, view.byteLength, 0);
  return largest;
}
