import { DEFAULT_SERVER } from '../far/ids';

/** What stands against this device until the visitor chooses: a server on the same continent, reached over Wi-Fi. */
export const defaultFar = { profile: 'firefox-wifi@40', server: DEFAULT_SERVER };
