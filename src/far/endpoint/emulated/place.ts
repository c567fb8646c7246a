/** Where the emulated endpoint lies, relative to the page. */
export const EMULATED_PATH = 'far/infer';

/** Of this page's own host. */
export const emulatedUrl = (): string => new URL(EMULATED_PATH, document.baseURI).href;

/** Says who answered: a host that has neither the service worker nor the preview server doesn't send it. */
export const EMULATED_HEADER = 'Far-Emulated';
