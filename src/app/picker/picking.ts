/** What choosing a task takes, fetched when it is first asked for. */
export { default as Picker } from './Picker.svelte';
export { lastResults } from './lastResults';
export { resultWords } from './words';
