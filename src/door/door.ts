import { Problem } from '../domain/problem';
import { DOOR_PATH, HELLO, type FromDoor } from './protocol';

const OPENING_MS = 15_000;

/**
 * The one way to another server: a small document with a policy of its own. Sandboxed, its origin is opaque, so that it sees neither
 * this page nor anything that is kept; the page's own policy stays closed. It is there from {@link openDoor} until `close`.
 */
export interface Door {
  /** To be used where it is ({@link import('./remote').Remote}) or handed to a worker. */
  readonly port: MessagePort;
  close(): void;
}

/**
 * @throws Problem `missing-feature` where the browser or the host does not let the document be opened
 */
export async function openDoor(): Promise<Door> {
  const frame = document.createElement('iframe');
  frame.title = 'What asks other servers';
  frame.hidden = true;
  frame.setAttribute('sandbox', 'allow-scripts');
  // Where the host sends no headers the page is isolated by its service worker, which a frame of opaque origin doesn't go through in
  // Chromium: the document comes without an embedder policy, and is refused save in this way.
  // https://developer.mozilla.org/docs/Web/Security/IFrame_credentialless
  frame.setAttribute('credentialless', '');
  frame.src = new URL(DOOR_PATH, document.baseURI).href;
  const { port1: port, port2: given } = new MessageChannel();
  const close = () => {
    port.close();
    frame.remove();
  };
  try {
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`no answer within ${OPENING_MS} ms`)), OPENING_MS);
      frame.onload = () => frame.contentWindow?.postMessage(HELLO, '*', [given]);
      port.onmessage = ({ data }: MessageEvent<FromDoor>) => {
        clearTimeout(late);
        if (data.kind === 'open') resolve();
        else reject(new Error('an answer of another version'));
      };
      document.body.append(frame);
    });
  } catch (error) {
    close();
    throw new Problem('missing-feature', notOpened(), String(error));
  }
  port.onmessage = null;
  return { port, close };
}

function notOpened(): string {
  const what = 'The small document through which other servers are asked could not be opened.';
  return 'credentialless' in HTMLIFrameElement.prototype
    ? `${what} Load the page again and try once more.`
    : `${what} Load the page again; if that doesn’t help, this page’s host doesn’t send the headers that this browser asks for, and a Chromium browser opens it all the same.`;
}
