export const choiceWords = {
  which: 'Backends to try',
  howLong: 'How long to measure',
};
