import { inMs } from '../../../domain/words';
import type { Refusal } from '../../server';

/** Why a round trip came to nothing: a sentence that says what to do, and what the browser or the server said. */
export interface Fault extends Refusal {
  readonly detail?: string;
}

const fault = (problem: string, detail?: string): Fault => ({ problem, detail });
const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;

/** Browsers don't say which of these it is, so that pages can't look about in a network. */
export function noAnswer(host: string, detail: string): Fault {
  if (globalThis.navigator?.onLine === false) return fault('The device is offline: connect it and try again.', detail);
  return fault(
    `Nothing can be read from ${host}: it is down, can’t be reached from here, or lets no other page read it; its answers, and those to OPTIONS, need “Access-Control-Allow-Origin: *” and leave for the headers sent (CORS).`,
    detail,
  );
}

export const brokenOff = (host: string, bytes: number, detail: string): Fault =>
  fault(
    `${host} broke off after ${bytes.toLocaleString('en')} bytes: try again, and look at its log if it stays so.`,
    detail,
  );

export const redirected = (host: string): Fault =>
  fault(
    `${host} redirects to another address: name that one, since what is sent goes to no other server than you named.`,
  );

export const noHead = (host: string, ms: number): Fault =>
  fault(`${host} gave no answer within ${inMs(ms)}: see whether it is busy or asleep, or wait for longer.`);

export const silent = (host: string, ms: number): Fault =>
  fault(`${host} began to answer and then sent nothing for ${inMs(ms)}: see whether it hangs.`);

export const endless = (host: string, ms: number): Fault =>
  fault(`${host} had not ended its answer after ${inMs(ms)}: ask for a shorter one (fewer tokens, say).`);

export const tooLong = (host: string, most: number): Fault =>
  fault(`${host} sends more than ${megabytes(most)}: it was stopped there; an answer to time is shorter.`);

export const notStreamed = (host: string): Fault =>
  fault(`${host} answers without streaming, so there is no first token to time: use the JSON template for it.`);

export const markup = (host: string): Fault =>
  fault(`${host} answers with a web page: check the path, and whether it asks to sign in.`);

export const notJson = (host: string, text: string): Fault =>
  fault(`${host} answers with something else than JSON: check the path, or send the payload raw.`, text.slice(0, 200));

export const badStream = (host: string, what: string): Fault =>
  fault(
    `${host} ${what}: the stream is not one of OpenAI’s shape; check the path (…/v1/chat/completions) and the model.`,
  );

const hints: Readonly<Record<number, string>> = {
  400: 'it could not read the request: check the template',
  401: 'it wants to know who asks: give its key as a header',
  403: 'it refuses whoever asks with this header: check the key and what it may do',
  404: 'there is nothing at this path: check the address and the model’s name',
  405: 'it takes no POST at this path: check the address',
  413: 'the payload is too large for it: choose a smaller one',
  415: 'it doesn’t take this content type: check the template',
  422: 'it could read the request and not use it: check the template',
  429: 'it answers no more requests for now: wait, and ask for fewer',
};

export function badStatus(host: string, status: number, text: string): Fault {
  const hint =
    hints[status] ?? (status >= 500 ? 'it failed itself: look at its log, or try again' : 'check the address');
  return fault(`${host} answers with status ${status}: ${hint}.`, text.slice(0, 200) || undefined);
}
