/** This page lies in a folder of its own; models and samples are named from the root. */
export const siteUrl = new URL('/', location.href).href;
