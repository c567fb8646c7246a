/** What the page and its service worker call the same things by. */

/** The page's files of one version of the build. */
export const SHELL_CACHE = 'nearside-shell-';
/** Files of runtimes and samples that were chosen to be kept; those of a runtime have their content's hash in their names. */
export const KEPT_CACHE = 'nearside-kept-1';
/** Shared by the pages of a version for as long as they live: what they may still fetch is not let go of. */
export const VERSION_LOCK = 'nearside-version-';
/** In {@link KEPT_CACHE}, relative to the page: what was chosen, so that the next version keeps it too. */
export const CHOICE = 'offline/choice.json';

/** `build.json`: what a build is made of. Made while bundling (`scripts/offline.ts`). */
export interface Build {
  readonly version: string;
  /** Relative to the page: what every page of it needs, without runtimes and models. */
  readonly shell: readonly string[];
  /** Files of runtimes, by runtime, backend and build: those that a session's worker fetches. */
  readonly runtimes: Readonly<Record<string, readonly BuildFile[]>>;
}

export interface BuildFile {
  readonly path: string;
  readonly bytes: number;
}

/** What is to be kept beside the shell. */
export interface Choice {
  /** Of {@link Build.runtimes}. */
  readonly runtimes: readonly string[];
  /** Pictures of samples, relative to the page. */
  readonly files: readonly string[];
  readonly tasks: readonly ChosenTask[];
}

export interface ChosenTask {
  readonly id: string;
  readonly target: string;
  /** When it answered without the network, ISO 8601, and in which version of the build; absent while it has not. */
  readonly proven?: { readonly at: string; readonly version: string };
}

/** What a page asks of the service worker; answered over the port that comes with it. */
export type Question =
  | { readonly kind: 'version' }
  /** Lets go of what no page uses any more. */
  | { readonly kind: 'tidy' }
  /** Answers from its caches alone, as if there were no network. Ends by itself, so that no page that dies leaves it on. */
  | { readonly kind: 'cache only'; readonly on: boolean };

export interface Answer {
  readonly version: string;
  /** Files that were asked for, and were not there, while only the caches answered. */
  readonly missed?: readonly string[];
}
