import type { CropBox } from '../picture';
import type { Pixels, TaskNetwork } from '../types';
import { handSquare, middleSquare } from './crop';
import { look, type Look } from './look';

/** Below this a look gives no hint of where a hand might be, and there is no second one. */
const MIN_HINT = 0.1;

/**
 * Below this the last look is no hand. MediaPipe asks for 0.5, behind a detector of palms; with none in front, squares that hold
 * half a hand score up to 0.84 while their points lie anywhere (the sample turned and shrunk in 48 ways).
 */
const MIN_PRESENCE = 0.9;

const MOST_LOOKS = 3;

/** Whether a look at `next` would show much the same as one at `square`. */
function settled(square: CropBox, next: CropBox): boolean {
  const turn = Math.abs(Math.atan2(Math.sin(next.angle - square.angle), Math.cos(next.angle - square.angle)));
  const move = Math.hypot(next.centreX - square.centreX, next.centreY - square.centreY) / square.width;
  return turn < 0.2 && move < 0.1 && Math.abs(next.width / square.width - 1) < 0.15;
}

/**
 * Looks at the middle of the picture, then at the hand that it seems to hold, upright and as large as it goes, and once more
 * where that square was still off: two or three runs where there is a hand, one where there is none.
 */
export async function traceHand(pixels: Pixels, network: TaskNetwork): Promise<Look | undefined> {
  let square = middleSquare(pixels);
  let seen = await look(pixels, square, network);
  for (let looks = 1; looks < MOST_LOOKS && seen.presence >= MIN_HINT; looks++) {
    const next = handSquare(seen.points);
    if (looks > 1 && settled(square, next)) break;
    square = next;
    seen = await look(pixels, square, network);
  }
  return seen.presence >= MIN_PRESENCE ? seen : undefined;
}
