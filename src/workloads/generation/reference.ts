import { Problem } from '../../domain/problem';

/** What a decoder must say, computed outside of this product: `reference/tokens.json` of its folder. */
export interface TokensReference {
  /** The prompt, and what greedy decoding goes on with. */
  readonly promptTokens: readonly number[];
  readonly greedy: readonly number[];
  /** A text that is read token by token, and the likeliest token after each of its own. */
  readonly forced: readonly number[];
  readonly top: readonly number[];
  /** By how much the likeliest's logit is above the second's. */
  readonly margins: readonly number[];
}

const lists = ['promptTokens', 'greedy', 'forced', 'top', 'margins'] as const;

/** @throws Problem `integrity` where the file is none */
export function readTokensReference(bytes: ArrayBuffer): TokensReference {
  const json = JSON.parse(new TextDecoder().decode(bytes)) as TokensReference;
  const isWhole = lists.every((name) => Array.isArray(json[name]) && json[name].every(Number.isFinite));
  if (!isWhole || json.forced.length !== json.top.length || json.forced.length !== json.margins.length) {
    throw new Problem('integrity', 'The model’s reference tokens can’t be read.');
  }
  return json;
}
