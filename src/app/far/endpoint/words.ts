import { plural } from '../../../domain/words';
import { MOST_TRIPS } from '../../../far/endpoint/repeat';
import { bytes, duration } from '../../../ui/format';

export const words = {
  notReady: 'The model’s figures are not here yet: wait a moment and try again.',
  tooLarge: (given: number, most: number) =>
    `A real request carries ${bytes(most)} at most, and ${bytes(given)} are chosen: choose fewer.`,
  noSample: 'The sample could not be fetched. Connect and try again.',
  requests: 'Requests',
  requestsProblem: `From 1 to ${MOST_TRIPS}.`,
  stop: 'Stop',
  of: (done: number, count: number) => `${done} of ${count} answered …`,
  stopped: (done: number) => `Stopped after ${plural(done, 'request')}.`,
  waiting: 'Waiting until this page’s service worker is in charge …',
} as const;

export const emulatedWords = {
  title: 'The emulated cloud',
  lead: 'A real request with the real payload goes to this page’s own host, which answers after the time that the simulation gives that very request: your browser’s network panel shows a true upload and download. Nothing leaves for a cloud.',
  connection: 'Connection',
  connections: [
    { id: 'cold', title: 'Opened each time' },
    { id: 'warm', title: 'Open already' },
  ],
  send: (count: number | undefined) =>
    count === 1
      ? 'Send a real request to the emulated cloud'
      : `Send ${count ?? 'some'} real requests to the emulated cloud`,
  again: 'What is chosen has changed since: send again.',
  legs: 'What the answers waited for',
  leg: 'Leg',
  median: 'Median',
  planned: 'Asked for in all',
  measured: 'Measured here',
  first: 'To the first token',
  pace: 'Tokens a second, measured here',
  by: (by: string) =>
    by === 'server'
      ? 'Answered by the server that this page came from.'
      : 'Answered by this page’s service worker, on this device.',
  upload:
    'From there nothing can slow down what a browser sends: the payload arrives at once, and the answer is held until the upload would have ended. It then comes at the network’s pace.',
  command: 'The same request from a command line',
  nobody:
    'Nobody on this host answers for the emulated cloud. Load the page again; where that doesn’t help, its host keeps service workers from it.',
} as const;

export const realWords = {
  title: 'Your own endpoint',
  lead: 'Only when you press the button, what is chosen above goes to the address that you name, and to nobody else. Address and header are forgotten when you leave this page, and never stand in a link.',
  address: 'Address',
  header: 'A header, if it wants one',
  headerHint: 'As in “Authorization: Bearer …”',
  as: 'How the payload is sent',
  kinds: [
    { id: 'raw', title: 'As it is' },
    { id: 'json', title: 'In JSON' },
    { id: 'chat', title: 'As a chat' },
  ],
  contentType: 'Content type',
  contentTypeHint: 'Empty: the payload’s own.',
  json: 'Template',
  jsonHint: 'Inside quotation marks: {{base64}}, {{text}}, {{type}}.',
  model: 'Model, as the endpoint calls it',
  maxTokens: 'Tokens to write, at most',
  chatHint: 'OpenAI’s shape, streamed: …/v1/chat/completions. A picture goes along as a data address.',
  patience: 'Give up without an answer after, s',
  patienceProblem: 'From 1 to 120.',
  maxTokensProblem: 'From 1 to 4096.',
  send: (count: number | undefined) =>
    count === 1 ? 'Send a request there' : `Send ${count ?? 'some'} requests there`,
  again: 'Another model or payload has been chosen since: send again.',
  cors: 'It must let other pages read its answers (CORS: “Access-Control-Allow-Origin: *”), and the header too.',
  table: 'Parts of the round trips',
  part: 'Part',
  firstTrip: 'First',
  others: (count: number) => `Median of ${count} more`,
  parts: {
    connection: 'Connection (name, TCP, TLS)',
    before: 'Leave asked for before (CORS), and queue',
    wait: 'Upload, way and server',
    head: 'To the first byte',
    download: 'Download',
    first: 'To the first text',
    pace: 'Tokens a second',
    total: 'In all',
  },
  notItemised: 'not itemised by the server',
  itemisedHint:
    'A server that sends “Timing-Allow-Origin: *” lets the browser say how long the connection took, and what came after it.',
  pieces: 'Where the server doesn’t count its tokens, pieces of text are counted: a piece may hold several.',
} as const;

export const chartWords = {
  near: 'This device',
  simulated: 'The simulated cloud',
  emulated: 'The emulated cloud',
  real: 'Your endpoint',
  how: { measured: 'measured', stated: 'as you say', simulated: 'simulated' },
  table: 'The same as a table',
  who: 'Who',
  kind: 'How it is known',
  n: 'n',
  tooFew: (least: number) => `needs ${least}`,
  legend: 'Bars end at the median; the thin line ends at the 90th percentile, the tick stands at the 99th.',
  realNote: 'What your endpoint runs is not known here: it may be another model than this device’s.',
  firstToken: 'Times are to the first token.',
  whole: 'whole answer',
  empty: 'Nothing to compare yet: measure this model here, or send a request.',
} as const;

/** "612 ms (10 requests)" */
export const medianOf = (ms: number, n: number): string => `${duration(ms)} (${plural(n, 'request')})`;
