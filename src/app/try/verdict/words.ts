import { networkKinds } from '../../../far/kinds';

/** What the verdict band says beside the verdict itself, which the judge words. */
export const words = {
  idleTitle: 'How far may the server be?',
  title: 'Drag the server',
  railLabel: 'How far away the server is: its round trip from the network’s edge',
  networks: 'Network',
  mine: 'Mine',
  other: 'Other',
  howSure: 'How sure?',
  pips: (pips: number) => `${pips} of 5`,
  detail: 'There, in detail',
  assumes:
    'The network’s own round trip, rates, jitter and loss are those of its kind; what lies between its edge and the server is taken for a wired way without loss. All of it is simulated: nothing is sent anywhere.',
};

/** A visitor's own figures, among the networks' ids. */
export const MINE = 'mine';

/** The networks to choose from, as a row of buttons: those that everybody knows, one's own, and the one chosen elsewhere. */
export function networkChoices(network: string): { readonly id: string; readonly title: string }[] {
  const known = networkKinds.map(({ network: id, name }) => ({ id: id as string, title: name }));
  const isOther = !isOwn(network) && !known.some(({ id }) => id === network);
  return [...known, { id: MINE, title: words.mine }, ...(isOther ? [{ id: network, title: words.other }] : [])];
}

export const isOwn = (network: string) => network.startsWith('custom:');

/** What stands for the race before there is one. */
export const noRace = {
  says: 'Not known yet: press Run to find out how long an answer takes here; the cloud is simulated for the same work.',
  saysMeasuring: 'An answer is being timed here; the cloud is simulated for the same work.',
  measuring: 'being measured',
  lanes: [
    { id: 'here', title: 'Here', how: 'not yet', text: 'press Run to find out' },
    { id: 'open', title: 'There', how: 'simulated', text: 'for the same work' },
    { id: 'first', title: 'There', how: 'first time', text: 'with a connection to open' },
  ],
};
