import '../domain/ownScripts';
import { mount } from 'svelte';
import './tokens/colour.css';
import './tokens/dimension.css';
import './tokens/type.css';
import './base.css';
import App from './App.svelte';
import { exposeAutomation } from './automation';
import { kept } from './kept.svelte';
import { queryOf, readLink } from './link';
import { beginOffline } from './offline/begin';
import { router } from './router.svelte';

exposeAutomation();
void kept.load();
void readLink(queryOf(router.place)).then((link) => {
  document.getElementById('waiting')?.remove();
  mount(App, { target: document.getElementById('app') as HTMLElement, props: { link } });
});
beginOffline();
