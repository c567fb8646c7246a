/** A decoder whose configuration is here, so that its speed can be told before it is downloaded: `presets/<id>.json`. */
export interface DecoderPreset {
  readonly id: string;
  readonly title: string;
  /** On Hugging Face's hub: where the configuration is from. */
  readonly repository: string;
  /** What its weights come under. */
  readonly licence: string;
  /** As its authors count them. */
  readonly parameters: number;
  /** What of the repository's `config.json` a graph depends on. */
  readonly config: Readonly<Record<string, unknown>>;
}

const modules = import.meta.glob<Omit<DecoderPreset, 'id'>>('./presets/*.json', { eager: true, import: 'default' });

/** Smallest first. */
export const decoderPresets: readonly DecoderPreset[] = Object.entries(modules)
  .map(([path, preset]) => ({ ...preset, id: path.slice('./presets/'.length, -'.json'.length) }))
  .toSorted((a, b) => a.parameters - b.parameters);
