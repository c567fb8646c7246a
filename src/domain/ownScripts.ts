/**
 * The page's content security policy takes no text as a script's address (Trusted Types). The runtimes start their threads from
 * addresses as text all the same, so they go through this policy: scripts of this origin alone. Imported first by whatever starts
 * workers; a realm has one default policy, and browsers without Trusted Types need none.
 */
interface PolicyFactory {
  createPolicy(name: 'default', rules: { createScriptURL: (address: string) => string }): unknown;
}

const { trustedTypes } = globalThis as { trustedTypes?: PolicyFactory };

trustedTypes?.createPolicy('default', {
  createScriptURL(address) {
    const { origin, protocol } = new URL(address, location.href);
    // A blob's origin is that of the page which made it, whatever is in it.
    if (origin === location.origin && protocol === location.protocol) return address;
    throw new TypeError(`Scripts come from ${location.origin} alone, not from ${address}.`);
  },
});
