import { Problem } from '../domain/problem';

/** What is known of a camera that could not be had. */
export interface NoCamera {
  /** Name of the browser's error; absent where it has no interface to a camera. */
  readonly error?: string;
  /** Whether the page is served in a way that browsers give a camera to. */
  readonly secure: boolean;
  /** The browser's own word; absent where it gives none. */
  readonly permission?: PermissionState;
  /** From asking to the refusal, ms. */
  readonly askedMs?: number;
}

/** Nobody reads a question and answers it sooner. */
const FASTEST_ANSWER_MS = 150;

function refusal({ permission, askedMs = Infinity }: NoCamera): string {
  if (permission === 'denied')
    return 'The camera was refused. Allow it in the browser’s site settings, or upload a picture instead.';
  // No setting helps where nobody was asked: WebKitGTK's browsers, and apps that show pages.
  if (askedMs < FASTEST_ANSWER_MS) return 'This browser refuses the camera without asking. Upload a picture instead.';
  return 'The camera was refused. Start it again and allow it, or upload a picture instead.';
}

/** What happened and what can be done about it in this very browser. */
export function cameraSentence(facts: NoCamera): string {
  if (!facts.secure) return 'A page that is not served over https gets no camera. Upload a picture instead.';
  switch (facts.error) {
    case undefined:
      return 'This browser gives pages no camera. Upload a picture instead.';
    case 'NotAllowedError':
      return refusal(facts);
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'No camera was found. Upload a picture instead.';
    case 'NotReadableError':
      return 'Another program is using the camera. Close it there, or upload a picture instead.';
    default:
      return 'The camera could not be started. Upload a picture instead.';
  }
}

/** @param error as the browser threw it */
export function cameraProblem(error: unknown, facts: Omit<NoCamera, 'error' | 'secure'> = {}): Problem {
  const name = error instanceof Error ? error.name : undefined;
  return new Problem(
    'input',
    cameraSentence({ ...facts, error: name, secure: globalThis.isSecureContext }),
    String(error),
  );
}
