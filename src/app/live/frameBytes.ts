/** As a client would send a frame: what cameras and browsers take for a good picture. */
const QUALITY = 0.8;

/**
 * Bytes of a frame as a JPEG, measured by encoding it.
 * @returns undefined where the browser encodes none off the page
 */
export async function frameBytes(frame: ImageBitmap): Promise<number | undefined> {
  try {
    const canvas = new OffscreenCanvas(frame.width, frame.height);
    canvas.getContext('2d')?.drawImage(frame, 0, 0);
    return (await canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY })).size;
  } catch {
    return undefined;
  }
}
