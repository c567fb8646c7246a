import { serve } from '../../scripts/serve.mjs';

/** Serves the production build on a free port for the whole test run; `NEARSIDE_DIST` names another folder than `dist`. */
export default async function server(): Promise<() => Promise<void>> {
  const { url, close } = await serve(0, process.env.NEARSIDE_DIST);
  process.env.NEARSIDE_URL = url;
  return close;
}
