import { Problem } from '../domain/problem';
import { hostOf, type HubAddress } from './address';
import type { Answer } from '../door/remote';

/** Why a server did not give what it was asked for. */
export type Fault =
  /** Worth another try, after a while. */
  | { readonly again: string; readonly afterMs?: number }
  /** Another try would end the same way. */
  | { readonly refused: Problem };

/** Of the 4xx only those that say so themselves may be gone in a moment. */
const isPassing = (status: number) => status >= 500 || status === 408 || status === 425 || status === 429;

const refused = (message: string, detail?: string): Fault => ({ refused: new Problem('download', message, detail) });

/**
 * What is wrong with an answer, in a sentence that says what to do. The hub gives its reason in `X-Error-Code`; to those who haven't
 * signed in it answers 401 for what isn't there as for what is private.
 * https://github.com/huggingface/huggingface_hub/blob/main/src/huggingface_hub/utils/_http.py
 * @param what "onnx/model.onnx"
 */
export function faultOf({ status, headers }: Answer, what: string, address: HubAddress): Fault | undefined {
  if (status === 200 || status === 206) {
    const isPage = /^text\/html\b/i.test(headers['content-type'] ?? '');
    return isPage
      ? refused(
          `${hostOf(address)} sent a web page instead of ${what}: the network may ask to sign in, or it is no model hub.`,
        )
      : undefined;
  }
  const { repository, revision } = address;
  const host = hostOf(address);
  const code = headers['x-error-code'];
  const detail = `HTTP ${status}${code ? ` ${code}` : ''}`;
  if (code === 'GatedRepo' || (status === 403 && code === undefined))
    return refused(
      `${repository} is gated: ${host} gives it to those only who have signed in and accepted its terms, and this page signs nobody in. Name an open copy of the model.`,
      detail,
    );
  if (status === 401 || code === 'RepoNotFound')
    return refused(`${host} has no model ${repository}, or it is private. Check the name.`, detail);
  if (code === 'RevisionNotFound')
    return refused(`${repository} has no revision ${revision}. Leave the revision out to get the newest.`, detail);
  if (status === 404 || status === 410)
    return refused(`${host} has no ${what} of ${repository}. Look the model up again: it may have changed.`, detail);
  if (isPassing(status)) return { again: detail };
  return refused(`${host} refused to send ${what} (${status}).`, detail);
}
