import { DEFAULT_PROFILE } from '../far/network';
import { DEFAULT_SERVER } from '../far/servers';

/** What stands against this device until the visitor chooses. */
export const defaultFar = { profile: DEFAULT_PROFILE, server: DEFAULT_SERVER };
