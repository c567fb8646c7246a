import { bound, listed, plural } from '../../domain/words';
import { bytes, duration, when } from '../../ui/format';

/** Every sentence about being offline, being installed and new versions. */
export const words = {
  update: {
    label: 'New version',
    ready: 'A new version is ready.',
    reload: 'Reload',
    later: 'Later',
  },

  pageTitle: 'Offline · Nearside',
  heading: 'Keep it for when there is no network.',
  lead: 'Choose what should work offline. Its models and what runs them are fetched and checked, and then answer once with the network switched off, so that you see that they do.',
  loading: 'Looking at what is kept here …',

  choices: 'Tasks to keep',
  preparing: 'Preparing',
  all: 'Choose all',
  none: 'Choose none',
  on: (target: string) => `on ${target}`,
  model: (size: number) => bytes(size),
  runtimes: (each: readonly { readonly title: string; readonly bytes: number }[]) =>
    `Added once, whatever the number of tasks: ${listed(each.map(({ title, bytes: size }) => `${title} (${bytes(size)})`))}. Servers that compress send about a third of it.`,

  prepare: (tasks: number) => (tasks === 1 ? 'Prepare this task' : `Prepare ${plural(tasks, 'task')}`),
  prove: (tasks: number) =>
    tasks === 1 ? 'Check it with the network off' : `Check ${plural(tasks, 'task')} with the network off`,
  nothingChosen: 'Nothing is chosen yet.',
  toFetch: (tasks: number, size: number) =>
    size === 0
      ? `${plural(tasks, 'task')}: everything is here already.`
      : `${plural(tasks, 'task')}: ${bytes(size)} to fetch.`,
  stop: 'Stop',
  remove: 'Remove',
  removeOf: (verb: string) => `Remove what is kept for “${verb}”`,

  installing: 'Keeping the page itself …',
  fetching: (received: number, total: number) => `Fetching and checking: ${bytes(received)} of ${bytes(total)}.`,
  proving: (verb: string) => `The network is switched off for this page. “${verb}” answers …`,
  stopped: 'Stopped. What was fetched is kept, and preparing again goes on from there.',
  allProven: (count: number) =>
    count === 1
      ? 'It answered with the network switched off. Open this page without one and it will again.'
      : `${count === 2 ? 'Both tasks' : `All ${plural(count, 'task')}`} answered with the network switched off. Open this page without one and they will again.`,
  someProven: (proven: number, of: number) =>
    `${proven} of ${plural(of, 'task')} answered with the network switched off.`,

  state: {
    model: 'Its model is here from a run; what runs it is not kept',
    here: 'Kept; not checked in this version yet',
    proving: 'Answering with the network off …',
    failed: (why: string) => `Did not answer with the network off: ${why}`,
    now: (ms: number) => bound(`Answered with the network off, in ${duration(ms)}`),
    proven: (at: string) => `Answered with the network off on ${when(at)}`,
  },

  persisted: 'The browser promised to keep all this until you remove it.',
  notPersisted:
    'The browser did not promise to keep it: it may let go of it when the device runs short of space. Installing this page makes that less likely.',
  notAsked:
    'This browser can’t be asked to keep things for good; it may let go of them when the device runs short of space.',
  usage: (usage: number, quota: number) =>
    `This page takes ${bytes(usage)} here, of at most ${bytes(quota)} that the browser gives it.`,

  offlineNow: 'The device is offline: what is kept answers, and nothing more can be fetched until it is connected.',
  noTasks: 'No model runs in this browser, so that there is nothing to keep.',
  tooLarge: (needed: number, free: number) =>
    `This needs ${bytes(needed)}, and the browser gives this page ${bytes(free)} more. Choose fewer tasks, or remove some.`,
  noRoom:
    'The browser has no more room for this page. Choose fewer tasks, or remove something here or elsewhere on the device.',
  brokeOff:
    'A file could not be fetched. Check the connection and prepare again: what is here already is not fetched anew.',
  noList: 'The list of this page’s own files could not be fetched. Connect and load the page again.',
  otherVersion: 'A newer version of this page is there. Load it again, then prepare.',
  noAnswer: 'The run gave no answer.',

  notBuilt: 'This is the page in development, which is not kept. Build it to try.',
  insecure: 'This address is not secure (https), and browsers keep pages for being offline from secure addresses only.',
  noServiceWorker:
    'This browser keeps no pages for being offline here: it has no service workers, or a private window has switched them off.',
  refused: 'The browser was told to keep nothing for this page. Allow site data for it and try again.',
  notInstalled:
    'The part of this page that works offline could not be installed. Everything else works as before; load the page again to try once more.',
  silent: 'The part of this page that works offline does not answer. Load the page again and try once more.',
} as const;
