import { expect, test as base, type Page } from '@playwright/test';
import { tamper, type Tampered } from './tamper';

/** What a page did that it must not do. */
interface Misconduct {
  readonly policyViolations: string[];
  readonly foreignRequests: string[];
  readonly errors: string[];
}

interface Fixtures {
  /** Must be empty at the end of every test: a test that provokes some takes them out. */
  misconduct: Misconduct;
  /** Starts a server that spoils answers of the real one, for this test. */
  spoilt: (spoil: Parameters<typeof tamper>[1]) => Promise<Tampered>;
}

/** Own is where the page itself came from: the server, or one that spoils its answers. */
function isForeign(url: string, page: Page): boolean {
  if (page.url() === 'about:blank') return false;
  const { protocol, origin } = new URL(url);
  return !['blob:', 'data:'].includes(protocol) && origin !== new URL(page.url()).origin;
}

/** Watches from before the first request. Workers report to the console of their page. */
function watch(page: Page): Misconduct {
  const misconduct: Misconduct = { policyViolations: [], foreignRequests: [], errors: [] };
  page.on('console', (message) => {
    if (/content security policy|trusted(?:html|script|type)/i.test(message.text()))
      misconduct.policyViolations.push(message.text());
  });
  page.on('pageerror', (error) => misconduct.errors.push(error.message));
  page.context().on('request', (request) => {
    if (isForeign(request.url(), page)) misconduct.foreignRequests.push(request.url());
  });
  return misconduct;
}

/**
 * Of a test that nothing may run beside: it asks for processor time, or computes on a GPU in software, which takes every core until a
 * deadline passes.
 */
export const alone = { tag: '@alone' };

/** Every test that opens the page also proves that it kept to its own origin and its own policy. */
export const test = base.extend<Fixtures>({
  misconduct: [
    async ({ page }, use) => {
      const misconduct = watch(page);
      await use(misconduct);
      expect(misconduct).toEqual({ policyViolations: [], foreignRequests: [], errors: [] });
    },
    { auto: true },
  ],
  spoilt: async ({ baseURL }, use) => {
    const servers: Tampered[] = [];
    await use(async (spoil) => {
      const server = await tamper(baseURL as string, spoil);
      servers.push(server);
      return server;
    });
    await Promise.all(servers.map((server) => server.close()));
  },
});

export { expect };
