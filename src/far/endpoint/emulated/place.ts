/** Where the emulated endpoint lies, relative to the page. */
export const EMULATED_PATH = 'far/infer';

/** Says who answered: a host that has neither the service worker nor the preview server doesn't send it. */
export const EMULATED_HEADER = 'Far-Emulated';
