import { Problem } from '../domain/problem';

/** What the visitor can do about it, by the name of the browser's error. */
const sentences: Readonly<Record<string, string>> = {
  NotAllowedError: 'The camera was refused. Allow it in the browser’s site settings, or upload a picture instead.',
  NotFoundError: 'No camera was found. Upload a picture instead.',
  NotReadableError: 'Another program is using the camera. Close it there, or upload a picture instead.',
};

function problemOf(error: unknown): Problem {
  const name = error instanceof Error ? error.name : '';
  return new Problem(
    'input',
    sentences[name] ?? 'The camera could not be started. Upload a picture instead.',
    String(error),
  );
}

/**
 * Opens the visitor's camera; the browser asks them first. Stopping its tracks turns it off.
 * @param width wished for, pixels
 * @param facing the one wished for where there are two: `environment` looks away from the visitor
 * @throws Problem `input` with a sentence for the visitor
 */
export async function openCamera(width: number, facing: 'user' | 'environment' = 'user'): Promise<MediaStream> {
  try {
    // Absent where the page is not served securely.
    if (!navigator.mediaDevices) throw new DOMException('no camera interface', 'NotFoundError');
    return await navigator.mediaDevices.getUserMedia({
      video: { facingMode: facing, width: { ideal: width } },
      audio: false,
    });
  } catch (error) {
    throw problemOf(error);
  }
}

/**
 * Plays a camera's picture in a video element.
 * @throws Problem `input` with a sentence for the visitor
 */
export async function showCamera(stream: MediaStream, video: HTMLVideoElement): Promise<void> {
  video.srcObject = stream;
  try {
    await video.play();
  } catch (error) {
    throw problemOf(error);
  }
}

/** Why opening the camera would fail for sure, without asking for it. */
export async function cameraObstacle(): Promise<Problem | undefined> {
  if (!navigator.mediaDevices) return problemOf(new DOMException('no camera interface', 'NotFoundError'));
  const [devices, permission] = await Promise.all([
    navigator.mediaDevices.enumerateDevices().catch(() => undefined),
    // Firefox before 132 knows no such permission.
    navigator.permissions?.query({ name: 'camera' }).catch(() => undefined),
  ]);
  if (permission?.state === 'denied') return problemOf(new DOMException('denied before', 'NotAllowedError'));
  if (devices && !devices.some(({ kind }) => kind === 'videoinput'))
    return problemOf(new DOMException('no video input', 'NotFoundError'));
  return undefined;
}

export function stopCamera(stream: MediaStream | undefined): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

/** A camera that looks at the visitor is shown as a mirror; one that looks away, as it is. Desktop cameras don't say. */
export function looksAtVisitor(stream: MediaStream): boolean {
  return stream.getVideoTracks()[0]?.getSettings().facingMode !== 'environment';
}
