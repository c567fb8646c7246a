/** Picture files made byte by byte, small enough to read: what no drawing program writes any more. */

export type Rgb = readonly [number, number, number];
export const red: Rgb = [255, 0, 0];
export const blue: Rgb = [0, 0, 255];

const u16 = (value: number) => [value >> 8, value & 0xff];
const u32 = (value: number) => [...u16(value >>> 16), ...u16(value & 0xffff)];
const text = (ascii: string) => [...ascii].map((character) => character.charCodeAt(0));
const littleEndian = (value: number, bytes: number) =>
  Array.from({ length: bytes }, (_, i) => (value >> (8 * i)) & 0xff);

export const blobOf = (bytes: readonly number[], type = ''): Blob => new Blob([Uint8Array.from(bytes)], { type });

async function deflate(bytes: readonly number[]): Promise<number[]> {
  const stream = blobOf(bytes).stream().pipeThrough(new CompressionStream('deflate'));
  return [...new Uint8Array(await new Response(stream).arrayBuffer())];
}

/** CRC-32 as PNG wants it (ISO 3309). */
function crc32(bytes: readonly number[]): number {
  let crc = 0xffff_ffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb8_8320 : 0);
  }
  return (crc ^ 0xffff_ffff) >>> 0;
}

function chunk(name: string, data: readonly number[]): number[] {
  const body = [...text(name), ...data];
  return [...u32(data.length), ...body, ...u32(crc32(body))];
}

const pngStart = (width: number, height: number) => [
  ...[0x89, ...text('PNG\r\n'), 0x1a, 0x0a],
  ...chunk('IHDR', [...u32(width), ...u32(height), 8, 2, 0, 0, 0]),
];

/** A PNG of one colour. The header may say more pixels than the data hold. */
export async function png(colour: Rgb, width = 1, height = 1, said = { width, height }): Promise<Blob> {
  const row = [0, ...Array.from({ length: width }, () => colour).flat()];
  const data = await deflate(Array.from({ length: height }, () => row).flat());
  return blobOf([...pngStart(said.width, said.height), ...chunk('IDAT', data), ...chunk('IEND', [])], 'image/png');
}

/** An APNG of 1 × 1 pixels with two frames. */
export async function animatedPng(first: Rgb, second: Rgb): Promise<Blob> {
  const control = (sequence: number) =>
    chunk('fcTL', [...u32(sequence), ...u32(1), ...u32(1), ...u32(0), ...u32(0), ...u16(1), ...u16(10), 0, 0]);
  return blobOf(
    [
      ...pngStart(1, 1),
      ...chunk('acTL', [...u32(2), ...u32(0)]),
      ...control(0),
      ...chunk('IDAT', await deflate([0, ...first])),
      ...control(1),
      ...chunk('fdAT', [...u32(2), ...(await deflate([0, ...second]))]),
      ...chunk('IEND', []),
    ],
    'image/png',
  );
}

/** A GIF of 1 × 1 pixels whose frames show its two colours in turn. */
export function gif(colours: readonly [Rgb, Rgb], frames: number): Blob {
  const frame = (index: number) => [
    ...[0x21, 0xf9, 4, 0, 10, 0, 0, 0],
    ...[0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0],
    // LZW of three bits a code: clear, the colour, end.
    ...[2, 2, ...littleEndian(4 | ((index % 2) << 3) | (5 << 6), 2), 0],
  ];
  return blobOf(
    [
      ...text('GIF89a'),
      ...[1, 0, 1, 0, 0x80, 0, 0, ...colours.flat()],
      ...Array.from({ length: frames }, (_, index) => frame(index)).flat(),
      0x3b,
    ],
    'image/gif',
  );
}

/** The chunks of a still WebP that hold its pixels: metadata and colour profiles have no place in a frame. */
function pixelChunks(webp: readonly number[]): number[] {
  const kept: number[] = [];
  for (let at = 12; at + 8 <= webp.length;) {
    const [size = 0] = new Uint32Array(Uint8Array.from(webp.slice(at + 4, at + 8)).buffer);
    const end = at + 8 + size + (size % 2);
    if (['ALPH', 'VP8 ', 'VP8L'].includes(String.fromCharCode(...webp.slice(at, at + 4))))
      kept.push(...webp.slice(at, end));
    at = end;
  }
  return kept;
}

/** Wraps two still WebP files of one size into an animated one (RIFF container: `VP8X`, `ANIM`, two `ANMF`). */
export async function animatedWebp(stills: readonly [Blob, Blob], width: number, height: number): Promise<Blob> {
  const riff = (name: string, data: readonly number[]) => [
    ...[...text(name), ...littleEndian(data.length, 4), ...data],
    ...(data.length % 2 ? [0] : []),
  ];
  const size = [...littleEndian(width - 1, 3), ...littleEndian(height - 1, 3)];
  const frames: number[] = [];
  for (const still of stills) {
    const picture = pixelChunks([...new Uint8Array(await still.arrayBuffer())]);
    frames.push(...riff('ANMF', [0, 0, 0, 0, 0, 0, ...size, ...littleEndian(100, 3), 0, ...picture]));
  }
  const animation = 2;
  const body = [
    ...text('WEBP'),
    ...riff('VP8X', [animation, 0, 0, 0, ...size]),
    ...riff('ANIM', [0, 0, 0, 0, 0, 0]),
    ...frames,
  ];
  return blobOf([...text('RIFF'), ...littleEndian(body.length, 4), ...body], 'image/webp');
}

/**
 * A baseline JPEG of 8 × 8 pixels in one CMYK colour, as Adobe's programs write it: four components, an `Adobe` segment
 * without a colour transform, ink inverted (255 is none).
 */
export function cmykJpeg(inverted: readonly [number, number, number, number]): Blob {
  const segment = (marker: number, data: readonly number[]) => [0xff, marker, ...u16(data.length + 2), ...data];
  const components = [1, 2, 3, 4];
  // The DC coefficient of a flat block is 8 × (level − 128); a quantiser of 8 leaves level − 128.
  const bits = inverted
    .map((level) => {
      const value = level - 128;
      const size = value === 0 ? 0 : Math.floor(Math.log2(Math.abs(value))) + 1;
      const magnitude = value < 0 ? value + 2 ** size - 1 : value;
      const endOfBlock = '0';
      return size.toString(2).padStart(4, '0') + (size ? magnitude.toString(2).padStart(size, '0') : '') + endOfBlock;
    })
    .join('');
  const scan = (bits.match(/.{1,8}/g) ?? [])
    .map((byte) => Number.parseInt(byte.padEnd(8, '1'), 2))
    .flatMap((byte) => (byte === 0xff ? [0xff, 0] : [byte]));
  return blobOf(
    [
      ...[0xff, 0xd8],
      ...segment(0xee, [...text('Adobe'), ...u16(100), 0, 0, 0, 0, 0]),
      ...segment(0xdb, [0, ...new Array<number>(64).fill(8)]),
      ...segment(0xc0, [8, ...u16(8), ...u16(8), 4, ...components.flatMap((id) => [id, 0x11, 0])]),
      // DC: the twelve sizes as codes of four bits. AC: the end of block alone, as one bit.
      ...segment(0xc4, [
        0x00,
        0,
        0,
        0,
        12,
        ...new Array<number>(12).fill(0),
        ...Array.from({ length: 12 }, (_, i) => i),
      ]),
      ...segment(0xc4, [0x10, 1, ...new Array<number>(15).fill(0), 0]),
      ...segment(0xda, [4, ...components.flatMap((id) => [id, 0]), 0, 63, 0]),
      ...scan,
      ...[0xff, 0xd9],
    ],
    'image/jpeg',
  );
}

/** A bitmap of one colour, 24 bits a pixel: rows from the bottom up, padded to four bytes. */
function bitmap(header: readonly number[], [r, g, b]: Rgb, width: number, height: number): Blob {
  const row = [...Array.from({ length: width }, () => [b, g, r]).flat(), ...new Array<number>(width % 4).fill(0)];
  const rows = Array.from({ length: height }, () => row).flat();
  const start = 14 + header.length;
  const file = [...text('BM'), ...littleEndian(start + rows.length, 4), 0, 0, 0, 0, ...littleEndian(start, 4)];
  return blobOf([...file, ...header, ...rows], 'image/bmp');
}

/** With Windows' header of 40 bytes (`BITMAPINFOHEADER`). */
export function bmp(colour: Rgb, width: number, height: number): Blob {
  const sizes = [...littleEndian(width, 4), ...littleEndian(height, 4)];
  const header = [...littleEndian(40, 4), ...sizes, 1, 0, 24, 0, ...new Array<number>(24).fill(0)];
  return bitmap(header, colour, width, height);
}

/** With OS/2's first header of 12 bytes (`BITMAPCOREHEADER`). */
export function os2Bmp(colour: Rgb, width: number, height: number): Blob {
  const sizes = [...littleEndian(width, 2), ...littleEndian(height, 2)];
  return bitmap([...littleEndian(12, 4), ...sizes, 1, 0, 24, 0], colour, width, height);
}

/** The boxes of a HEIF file up to its pictures' sizes, without a picture: brands, and the `ispe` of each item. */
export function heif(brands: readonly string[], ...sizes: readonly (readonly [number, number])[]): Blob {
  const box = (name: string, content: readonly number[]) => [...u32(content.length + 8), ...text(name), ...content];
  const [first = '', ...others] = brands;
  const compatible = [first, ...others].flatMap(text);
  const items = sizes.map(([width, height]) => box('ispe', [...u32(0), ...u32(width), ...u32(height)])).flat();
  const meta = [...u32(0), ...box('hdlr', new Array<number>(25).fill(0)), ...box('iprp', box('ipco', items))];
  return blobOf([...box('ftyp', [...text(first), ...u32(0), ...compatible]), ...box('meta', meta)]);
}
