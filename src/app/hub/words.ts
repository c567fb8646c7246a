import { bound, percent } from '../../domain/words';
import { whole } from '../../domain/number';
import type { Fit, MemoryNeed } from '../../decoder/memory';
import { bytes, when } from '../../ui/format';

/** Every sentence about models from a hub. */
export const words = {
  pageTitle: 'From a hub · Nearside',
  heading: 'Bring a model from a hub.',
  lead: 'Name a language model in ONNX. This page first asks its server what there is, and shows size, licence and memory before any of it is downloaded.',
  closed:
    'Until then nobody is asked anything. What is asked goes to the server that you name, through a small document of this page that can see nothing else; what comes is checked and kept on this device.',

  field: 'Repository',
  hint: 'owner/name on huggingface.co, an address of one of its pages, or of another server that speaks its paths',
  lookUp: 'Look up',
  stop: 'Stop',
  looking: (repository: string) => `Asking what ${repository} holds …`,
  presets: 'Or one of these',
  offline: 'The device is offline: nothing can be looked up until it is connected. What is kept here stays.',

  found: (repository: string) => `What ${repository} holds`,
  openPage: 'Its page on the hub',
  licence: 'Licence',
  noLicence: 'none named: ask its authors before you use it',
  parameters: 'Parameters',
  context: 'Context',
  positions: (count: number) => `${whole(count)} tokens`,
  kind: 'Architecture',
  revision: 'Revision',
  forms: 'Its forms',
  form: 'Form',
  stored: 'Weights stored in',
  arithmetic: 'Arithmetic in',
  size: 'Download',
  memory: 'Memory, about',
  arithmeticMeans:
    'How weights are stored and what the arithmetic runs in are two things: fp16 arithmetic asks for a GPU that has it, and on the processor products with weights in 4 or 8 bits are computed in int8.',
  need: (need: MemoryNeed) => bound(bytes(need.total)),
  fit: ({ fit, because = '' }: Fit): string =>
    fit === 'too large'
      ? bound(`This form does not fit. ${because} Choose a smaller form.`)
      : bound(`${because} Choose a smaller form if the browser ends the page.`),
  noRoom: (needed: number, free: number) =>
    `It needs ${bytes(needed)}, and the browser gives this page ${bytes(free)} more. Delete a model below, or choose a smaller form.`,
  download: (size: number) => `Download ${bytes(size)}`,
  here: 'This form is here already.',
  begun: 'This form was begun: it goes on below.',

  kept: 'Kept on this device',
  none: 'No model from a hub is kept here.',
  loading: 'Looking at what is kept here …',
  pause: 'Pause',
  goOn: 'Go on',
  remove: 'Delete',
  write: 'Write with it',
  /** Of one model, for screen readers. */
  of: (action: string, id: string) => `${action} ${id}`,
  sure: (size: number) => `Delete ${bytes(size)} for good`,
  keep: 'Keep it',
  whole: (size: number, at: string) => `${bytes(size)}, checked, since ${when(at)}`,
  partly: (received: number, total: number) => `${bytes(received)} of ${bytes(total)} here`,
  progress: (received: number, total: number, path: string) =>
    `${bytes(received)} of ${bytes(total)} (${percent(total === 0 ? 1 : received / total)}): ${path}`,
  checking: (path: string) => `Checking what is here of ${path} …`,
  opening: 'Beginning …',
  done: (id: string) => `${id} is here and was checked.`,
  paused: 'Paused. What has come is kept, and going on begins there.',
  formOf: (weights: string, compute: string) =>
    weights === compute ? weights : `${weights} weights, ${compute} arithmetic`,
  usage: (kept: number, usage: number | undefined, quota: number | undefined) =>
    usage === undefined || quota === undefined
      ? `Models from hubs take ${bytes(kept)} here.`
      : `Models from hubs take ${bytes(kept)} here; all of this page takes ${bytes(usage)}, of at most ${bytes(quota)} that the browser gives it.`,
} as const;
