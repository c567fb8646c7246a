import { inMs, percent, plural } from '../../domain/words';

export const numberWords = {
  title: 'What the numbers are',
  figure: 'Figure',
  definitions: 'What each of them is',
  here: 'Here',
  there: 'There, simulated',
  first: 'To the first token',
  firstCold: 'The same, with a connection to open first',
  coldSays: 'Looking up the name, TCP and TLS before the request; a device has nothing to open.',
  prefill: 'Reading the prompt, tokens a second',
  decode: 'Writing, tokens a second',
  p50: 'Between tokens, half under',
  p90: 'Between tokens, 1 in 10 over',
  p99: 'Between tokens, 1 in 100 over',
  spreadSays: 'How much single tokens differ; of the server’s only the typical one is worked out.',
  notSimulated: '–',
  places: 'Between tokens, first 32 and last 32',
  placesSays: 'Medians: the more was read, the more each token has to look back at.',
  /** A unit that both have is said once: a phone's column is narrow. */
  fromTo: (from: string, to: string) => {
    const [unit = ''] = /\s\w+$/.exec(to) ?? [];
    return `${from.endsWith(unit) ? from.slice(0, from.length - unit.length) : from} → ${to}`;
  },
  heap: 'The runtime’s memory at its peak',
  cache: 'Cache of what was read',
  kept: 'kept there',
  download: 'Weights to download',
  downloadSays: 'Once: later visits read them from this browser’s cache.',
  none: 'none',
  agreement: 'Tokens as the reference’s',
  agreementSays:
    'The reference’s tokens are fed one by one, and counted is how often the likeliest next one is the same.',
  unproven: 'unproven',
  notCompared: 'not compared yet',
  watched: (first: string, rate: string) =>
    `These are of the text written once more, unseen, by a runtime that was warm. As you saw it, right after loading, the first token took ${first}, and ${rate} tokens a second followed.`,
  agrees: (share: number) => percent(share),
  leaves: 'Leaves this device',
  nothing: 'nothing',
  everyWord: 'every word',
  prompted: (tokens: number, reused: number) =>
    `The prompt was ${plural(tokens, 'token')}${reused > 0 ? `, ${reused} of them in the cache from before` : ''}.`,
  loaded: (ms: number) =>
    `Loading the model, with a brief check, took ${inMs(ms)} and comes before all this; a server has its model loaded as well.`,
} as const;
