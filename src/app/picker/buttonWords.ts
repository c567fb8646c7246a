/** Of the button that opens the sheet, apart from the sheet's own words, which come with it. */
export const buttonWords = {
  /** For screen readers. */
  change: (verb: string) => `${verb}. Choose another task`,
};
