import { anyDistance, type AnyDistance } from './anyDistance';
import type { AfterIdle } from './afterIdle';
import type { ModelCard } from '../models/card';
import type { NetworkProfile } from './network';
import type { Transport } from './framing';
import type { Traffic } from './queue/traffic';
import { serverCompute, type AnswerWork, type Refusal } from './server';
import type { Server } from './servers';
import { requestsOf } from './simulate';
import { TOKEN_EVENT_BYTES, TOKEN_WIRE_BYTES, tokenLinkMs } from './tokenEvent';

/** A decoder as a server's estimate needs it. */
export interface ServedDecoder {
  readonly title: string;
  /** Read once for each token that is written, and once for a whole prompt. */
  readonly parameters: number;
  /** Multiply–accumulates of one token, attention over a text of middling length included. */
  readonly macs: number;
  /** Numbers that each token of the text leaves in the cache: 2 × layers × heads of keys × their size. */
  readonly cacheValues: number;
}

/** A card's decoder as a server runs it: by its own precision, whatever was loaded here. */
export function servedOf({ title, parameters, macs, decoder }: ModelCard): ServedDecoder | undefined {
  if (!decoder || parameters === undefined) return undefined;
  const { layers, keyValueHeads, headSize } = decoder;
  return { title, parameters, macs: macs.count, cacheValues: 2 * layers * keyValueHeads * headSize };
}

export interface WritingOptions {
  readonly decoder: ServedDecoder;
  /** Tokens of the prompt that are to be read, and those before them that are in the server's cache still. */
  readonly prompt: { readonly tokens: number; readonly cached: number };
  /** Body of the request, bytes. */
  readonly upBytes: number;
  /** With its server at the edge. */
  readonly profile: NetworkProfile;
  readonly server: Server;
  readonly afterIdle?: AfterIdle;
  readonly transport?: Transport;
  /** What else the server has to do, in place of its own load: others' prompts, each as long as this one. */
  readonly traffic?: Traffic;
  readonly seed: number;
}

/** A text written in a simulated cloud. */
export interface FarWriting {
  /** To the first token, with the server anywhere: its legs' `compute` is the reading of the prompt. */
  readonly first: AnyDistance;
  /** Reading the prompt on the server's chip, ms. */
  readonly prefillMs: number;
  /**
   * When each token is here, ms from the request, the first at `firstMs`.
   * @returns [count], never falling
   */
  readonly arrivals: (firstMs: number, count: number) => Float64Array;
  /** Milliseconds from one token to the next, `written` tokens after the prompt. */
  readonly tokenMs: (written: number) => number;
  /** What each figure rests on, a sentence or two each. */
  readonly assumes: { readonly queue: string; readonly prefill: string; readonly token: string; readonly link: string };
}

/**
 * A text through a simulated cloud. The first token is there after the connection, the upload, half a trip, the queue, the
 * reading of the prompt and half a trip back; reading is bound by arithmetic once a prompt is long enough. From then on each
 * token reads every weight and the cache once, so that memory binds it (Pope et al., "Efficiently Scaling Transformer
 * Inference", MLSys 2023, section 2), and costs the software's time again. Others' texts are written along with this one at no
 * cost (continuous batching: Yu et al., "Orca", OSDI 2022), so the queue is that of prompts.
 * @returns a refusal where a figure of the server's chip is unknown, its queue never empties or an amount can't be, with a sentence that
 * can be shown
 */
export function farWriting(options: WritingOptions): FarWriting | Refusal {
  const { decoder, prompt, upBytes, profile, server, afterIdle, transport, traffic, seed } = options;
  const { parameters, macs, cacheValues } = decoder;
  if (!(prompt.tokens >= 1)) return { problem: `A prompt has tokens from 1, not ${prompt.tokens}.` };
  /** Of reading so many tokens at once behind those in the cache. */
  const workOf = (tokens: number, cached: number): AnswerWork => ({
    macs: tokens * macs,
    parameters: parameters + cached * cacheValues,
    runs: 1,
  });
  const requests = requestsOf({
    model: decoder.title,
    payload: { upBytes, downBytes: TOKEN_EVENT_BYTES },
    work: workOf(prompt.tokens, prompt.cached),
    profile,
    server,
    afterIdle,
    transport,
    traffic,
    seed,
  });
  if ('problem' in requests) return requests;
  const prefill = requests.compute;

  const linkMs = tokenLinkMs(profile.downKbps);
  const madeIn = (written: number): number => {
    const compute = serverCompute(server, workOf(1, prompt.cached + prompt.tokens + written));
    // Refused for the prompt already, but for a cache that has grown beyond the chip's memory: there no token comes any more.
    return ('ms' in compute ? compute.ms : Infinity) + server.softwareMs;
  };
  const first = anyDistance(requests);
  if ('problem' in first) return first;
  return {
    first,
    prefillMs: prefill.ms,
    tokenMs: (written) => Math.max(madeIn(written), linkMs),
    arrivals(firstMs, count) {
      const times = new Float64Array(count);
      let madeMs = firstMs;
      for (let index = 0; index < count; index++) {
        // A slow link holds tokens back, one behind the other.
        if (index > 0) madeMs += madeIn(index - 1);
        times[index] = index === 0 ? firstMs : Math.max(madeMs, (times[index - 1] as number) + linkMs);
      }
      return times;
    },
    assumes: {
      queue:
        'A text joins those being written at their next token (continuous batching), so only others’ prompts are waited for (own assumption).',
      prefill: `${prompt.tokens} tokens read in one run${prompt.cached > 0 ? ` behind ${prompt.cached} that the server kept from before (own assumption)` : ''}. ${prefill.basis}.`,
      token: `Every weight and the cache read once for each token, the chip’s fixed cost and ${server.softwareMs} ms of software each time (own assumption: as for a request); tokens of others cost nothing beside them.`,
      link: `${TOKEN_EVENT_BYTES} B for each token as a server-sent event (own assumption), ${TOKEN_WIRE_BYTES} B of TLS, TCP and IP around it, at ${profile.downKbps} kbit/s; single tokens’ jitter and loss are left out.`,
    },
  };
}

/**
 * Llama 3.2 1B, what a cloud would rather be asked: 1,235,814,400 weights (embeddings shared with the head), 16 layers, 2,048
 * wide, 8 key–value heads of 64 (`config.json` of meta-llama/Llama-3.2-1B). Attention over 256 tokens adds 256 × 2 × 16 × 2,048
 * multiply–accumulates.
 */
export const llama1B: ServedDecoder = {
  title: 'Llama 3.2 1B',
  parameters: 1_235_814_400,
  macs: 1_235_814_400 + 256 * 2 * 16 * 2048,
  cacheValues: 2 * 16 * 8 * 64,
};
