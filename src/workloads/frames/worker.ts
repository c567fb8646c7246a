import { FrameReader } from '../../input/frameReader';
import type { Agreement } from '../../record/record';
import type { Answered } from '../inference/answer';
import { Inference } from '../inference/worker';
import type { Instance, Parts, Unit, UnitContext, Workload } from '../types';

export interface Frame {
  /** Taken over; a frame that looks the same, or mirrored, comes back. */
  readonly bitmap: ImageBitmap;
  readonly mirrored: boolean;
}

/** An answer to a camera's frame. */
export interface FrameAnswered extends Answered {
  /** The very frame that the answer is of, the right way round. */
  readonly frame: ImageBitmap;
  /** Reading its pixels, before `totalMs` begins. */
  readonly readMs: number;
}

type Context = Pick<UnitContext, 'breathe'>;

/** The same chain as an inference's, fed from a camera. */
class Frames implements Instance<Frame, FrameAnswered> {
  readonly #inference: Inference;
  readonly #reader = new FrameReader();

  constructor(parts: Parts) {
    this.#inference = new Inference(parts);
  }

  prove(context: Context): Promise<Record<string, Agreement>> {
    return this.#inference.prove(context);
  }

  async unit({ bitmap, mirrored }: Frame, context: Context): Promise<Unit<FrameAnswered>> {
    const started = performance.now();
    const { pixels, frame } = this.#reader.read(bitmap, mirrored);
    const readMs = performance.now() - started;
    try {
      const { result, series } = await this.#inference.answer({ kind: 'picture', pixels }, context);
      return { result: { ...result, frame, readMs }, series: { ...series, read: [readMs] }, transfer: [frame] };
    } catch (error) {
      frame.close();
      throw error;
    }
  }

  reset(): void {
    this.#inference.reset();
  }

  dispose(): void {
    this.#inference.dispose();
  }
}

export const workload: Workload<Frame, FrameAnswered, never> = { open: (parts) => new Frames(parts) };
