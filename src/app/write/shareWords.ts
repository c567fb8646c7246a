import { whole } from '../../domain/number';

export const shareWords = {
  share: 'Copy a link to it',
  copied: (characters: number) =>
    `The link is copied. It holds the story and what you wrote of it, in ${whole(characters)} characters; nothing is stored anywhere.`,
  byHand: 'The browser let the page copy nothing. Here is the link, to be copied by hand:',
  field: 'Link to copy',
} as const;
