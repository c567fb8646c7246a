import type { FrameSource } from '../../workloads/frames/loop';

/** Longest side of a frame, pixels: what the largest network here looks at, and little enough to copy 30 times a second. */
const MAX_SIDE = 640;

/** Frames of a video that plays. */
export class VideoSource implements FrameSource<ImageBitmap> {
  readonly #video: HTMLVideoElement;

  constructor(video: HTMLVideoElement) {
    this.#video = video;
  }

  /** At each frame that the video presents; where the browser doesn't tell (Firefox before 132), at each that the page draws. */
  watch(onFrame: () => void): () => void {
    const video = this.#video;
    let handle: number;
    if ('requestVideoFrameCallback' in video) {
      const next = () => {
        handle = video.requestVideoFrameCallback(next);
        onFrame();
      };
      handle = video.requestVideoFrameCallback(next);
      return () => video.cancelVideoFrameCallback(handle);
    }
    const next = () => {
      handle = requestAnimationFrame(next);
      onFrame();
    };
    handle = requestAnimationFrame(next);
    return () => cancelAnimationFrame(handle);
  }

  take(): Promise<ImageBitmap> {
    const { videoWidth, videoHeight } = this.#video;
    const scale = MAX_SIDE / Math.max(videoWidth, videoHeight);
    if (scale >= 1) return createImageBitmap(this.#video);
    return createImageBitmap(this.#video, {
      resizeWidth: Math.max(1, Math.round(videoWidth * scale)),
      resizeHeight: Math.max(1, Math.round(videoHeight * scale)),
      resizeQuality: 'medium',
    });
  }
}
