export type BrowserKind = 'chromium' | 'firefox' | 'safari' | 'other';
export type SystemKind = 'windows' | 'mac' | 'linux' | 'android' | 'ios' | 'chromeos' | 'other';

export interface BrowserFacts {
  readonly kind: BrowserKind;
  readonly system: SystemKind;
  /** Of the browser, where it tells. */
  readonly version?: number;
}

function systemOf(userAgent: string): SystemKind {
  if (/\b(?:iPhone|iPad|iPod)\b/.test(userAgent)) return 'ios';
  if (/\bAndroid\b/.test(userAgent)) return 'android';
  if (/\bCrOS\b/.test(userAgent)) return 'chromeos';
  if (/\bWindows\b/.test(userAgent)) return 'windows';
  if (/\bMac(?:intosh| OS)\b/.test(userAgent)) return 'mac';
  return /\bLinux\b/.test(userAgent) ? 'linux' : 'other';
}

/** Which way of switching things on applies: every browser on iOS is Safari's engine. */
export function browserOf(userAgent: string): BrowserFacts {
  const system = systemOf(userAgent);
  const versionIn = (mark: RegExp) => Number(mark.exec(userAgent)?.[1]) || undefined;
  const safari = versionIn(/\bVersion\/(\d+).*\bSafari\//);
  if (system === 'ios') return { kind: 'safari', system, version: safari };
  const firefox = versionIn(/\bFirefox\/(\d+)/);
  if (firefox) return { kind: 'firefox', system, version: firefox };
  const chromium = versionIn(/\b(?:Headless)?Chrome\/(\d+)/);
  if (chromium) return { kind: 'chromium', system, version: chromium };
  return safari ? { kind: 'safari', system, version: safari } : { kind: 'other', system };
}
