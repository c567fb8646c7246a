import type { Problem } from '../domain/problem';
import { cameraProblem } from './cameraProblem';

async function permission(): Promise<PermissionState | undefined> {
  // Firefox before 132 knows no such permission.
  return (await navigator.permissions?.query({ name: 'camera' }).catch(() => undefined))?.state;
}

/**
 * Opens the visitor's camera; the browser asks them first. Stopping its tracks turns it off.
 * @param width wished for, pixels
 * @param facing the one wished for where there are two: `environment` looks away from the visitor
 * @throws Problem `input` with a sentence for the visitor
 */
export async function openCamera(width: number, facing: 'user' | 'environment' = 'user'): Promise<MediaStream> {
  // Absent where the page is not served securely.
  if (!navigator.mediaDevices) throw cameraProblem(undefined);
  const askedAt = performance.now();
  try {
    return await navigator.mediaDevices.getUserMedia({
      video: { facingMode: facing, width: { ideal: width } },
      audio: false,
    });
  } catch (error) {
    const askedMs = performance.now() - askedAt;
    throw cameraProblem(error, { askedMs, permission: await permission() });
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
    throw cameraProblem(error);
  }
}

/** Why opening the camera would fail for sure, without asking for it. */
export async function cameraObstacle(): Promise<Problem | undefined> {
  if (!navigator.mediaDevices) return cameraProblem(undefined);
  const [devices, state] = await Promise.all([
    navigator.mediaDevices.enumerateDevices().catch(() => undefined),
    permission(),
  ]);
  if (state === 'denied')
    return cameraProblem(new DOMException('denied before', 'NotAllowedError'), { permission: state });
  if (devices && !devices.some(({ kind }) => kind === 'videoinput'))
    return cameraProblem(new DOMException('no video input', 'NotFoundError'));
  return undefined;
}

/** How many cameras there are; browsers tell once one was allowed. */
export async function cameraCount(): Promise<number> {
  const devices = (await navigator.mediaDevices?.enumerateDevices().catch(() => undefined)) ?? [];
  return devices.filter(({ kind }) => kind === 'videoinput').length;
}

export function stopCamera(stream: MediaStream | undefined): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

/** A camera that looks at the visitor is shown as a mirror; one that looks away, as it is. Desktop cameras don't say. */
export function looksAtVisitor(stream: MediaStream): boolean {
  return stream.getVideoTracks()[0]?.getSettings().facingMode !== 'environment';
}
