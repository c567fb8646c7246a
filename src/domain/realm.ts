/** Whether this is a page, which people use while it works, and not a worker. */
export const isPage = (): boolean => typeof document !== 'undefined';
