import type { Asked } from '../asked';
import type { Refusal } from '../server';
import type { Requests } from '../simulate';
import { TOKEN_EVENT_BYTES, TOKEN_WIRE_BYTES } from '../tokenEvent';
import type { CostCase } from './bill';
import type { CostInputs } from './inputRows';
import { servedOf, type Served } from './served';

/** What is compared, as a page or a command line has it. */
export interface Compared {
  readonly asked: Asked;
  /** What is simulated, or why it can't be. */
  readonly requests: Requests | Refusal;
  readonly inputs: CostInputs;
  /** Of this device: ms to the answer, or to a text's first token and from each to the next. Absent where nobody measured or said it. */
  readonly near?: { readonly ms: number; readonly tokenMs?: number };
}

/** One answer near and far; a text is one answer of so many tokens. */
export function caseOf({ asked, requests, inputs, near }: Compared): CostCase {
  const { payload, token } = asked;
  const { tokensAnAnswer, textsAtOnce } = inputs;
  if (!token) {
    const served = 'problem' in requests ? requests : servedOf(requests);
    return { inputs, served, nearMs: near?.ms ?? null, ...payload };
  }
  const served = (): Served | Refusal => {
    if ('problem' in requests) return requests;
    if (tokensAnAnswer === null || textsAtOnce === null)
      return { problem: 'What a text costs can’t be told: its tokens, or how many are written at once, are unknown.' };
    return servedOf(requests, { token, tokens: tokensAnAnswer, textsAtOnce });
  };
  const isTimed = near?.tokenMs !== undefined && tokensAnAnswer !== null;
  const tokens = tokensAnAnswer ?? 1;
  return {
    inputs,
    served: served(),
    nearMs: isTimed ? near.ms + (tokens - 1) * (near.tokenMs ?? 0) : null,
    upBytes: payload.upBytes,
    downBytes: tokens * (TOKEN_EVENT_BYTES + TOKEN_WIRE_BYTES),
    tokens,
  };
}
