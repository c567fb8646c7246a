/** Every sentence about being offline, being installed and new versions. */
export const words = {
  update: {
    label: 'New version',
    ready: 'A new version is ready.',
    reload: 'Reload',
    later: 'Later',
  },
  insecure: 'This address is not secure (https), and browsers keep pages for being offline from secure addresses only.',
  noServiceWorker:
    'This browser keeps no pages for being offline here: it has no service workers, or a private window has switched them off.',
  refused: 'The browser was told to keep nothing for this page. Allow site data for it and try again.',
  notInstalled:
    'The part of this page that works offline could not be installed. Everything else works as before; load the page again to try once more.',
  silent: 'The part of this page that works offline does not answer. Load the page again and try once more.',
} as const;
