import { quoted } from '../../domain/text';

export const noTaskWords = {
  title: 'No such task · Nearside',
  none: (address: string) => `There is nothing to try called ${quoted(address)}.`,
  meant: 'Did you mean:',
  all: 'What there is to try:',
};
