import { mount } from 'svelte';
import './tokens/colour.css';
import './tokens/dimension.css';
import './tokens/type.css';
import './base.css';
import App from './App.svelte';
import { exposeAutomation } from './automation';

exposeAutomation();
mount(App, { target: document.getElementById('app') as HTMLElement });
