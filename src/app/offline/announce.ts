import { mount, unmount } from 'svelte';
import Update from './Update.svelte';

/** Shows that a new version is ready, over whatever page is open. */
export function announce(): void {
  const shown = mount(Update, { target: document.body, props: { onLater: () => void unmount(shown) } });
}
