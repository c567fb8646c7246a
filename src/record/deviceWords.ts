import type { Environment } from './record';

const browsers: readonly (readonly [name: string, mark: RegExp])[] = [
  ['Edge', /\b(?:Edg|EdgA|EdgiOS)\/(\d+)/],
  ['Opera', /\bOPR\/(\d+)/],
  ['Samsung Internet', /\bSamsungBrowser\/(\d+)/],
  ['Firefox', /\b(?:Firefox|FxiOS)\/(\d+)/],
  ['Chrome', /\b(?:HeadlessChrome|Chrome|CriOS)\/(\d+)/],
  ['Safari', /\bVersion\/(\d+)[\d.]* (?:Mobile\/\w+ )?Safari\//],
];

/** "Chrome 141"; undefined where the browser is none of those known. */
export function browserName(userAgent: string): string | undefined {
  for (const [name, mark] of browsers) {
    const version = mark.exec(userAgent)?.[1];
    if (version) return `${name} ${version}`;
  }
  return undefined;
}

/** "Android phone", "Linux computer": as far as the browser's own word goes. */
export function machineName({ userAgent, platform }: Pick<Environment, 'userAgent' | 'platform'>): string {
  if (/\biPhone\b/.test(userAgent)) return 'iPhone';
  if (/\biPad\b/.test(userAgent)) return 'iPad';
  if (/\bAndroid\b/.test(userAgent)) return /\bMobile\b/.test(userAgent) ? 'Android phone' : 'Android tablet';
  if (/\bCrOS\b/.test(userAgent)) return 'Chromebook';
  if (/\bMac(?:intosh|OS| OS X)\b/i.test(`${userAgent} ${platform}`)) return 'Mac';
  if (/\bWin(?:dows|32|64)/.test(`${userAgent} ${platform}`)) return 'Windows computer';
  return /\bLinux\b/.test(`${userAgent} ${platform}`) ? 'Linux computer' : 'Device';
}

const LONGEST_GPU = 48;

/** A GPU's name without what a graphics layer puts around it: "ANGLE (NVIDIA, NVIDIA GeForce RTX 3060 (0x…), D3D11)". */
function gpuName({ gpu, webgl }: Pick<Environment, 'gpu' | 'webgl'>): string | undefined {
  const found = webgl ?? gpu;
  if (!found) return undefined;
  if (gpu?.software ?? found.software) return 'GPU in software';
  const told = webgl?.renderer ?? gpu?.adapter ?? '';
  const inner = /^ANGLE \([^,]*, (.+)\)$/.exec(told)?.[1] ?? told;
  const name = inner
    .replace(/^ANGLE Metal Renderer: /, '')
    .replace(/\s*(?:\(0x[\da-f]+\)|Direct3D.*|OpenGL.*|Vulkan.*|,.*|\(TM\)|\(R\))/gi, '')
    .trim();
  if (name === '') return undefined;
  return name.length > LONGEST_GPU ? `${name.slice(0, LONGEST_GPU - 1).trimEnd()}…` : name;
}

/** "Android phone, 8 cores, Adreno 640, Chrome 141": enough to tell devices apart, and no more than that. */
export function deviceWords(environment: Environment): string {
  const { cores, userAgent } = environment;
  return [
    machineName(environment),
    cores === 1 ? '1 core' : `${cores} cores`,
    gpuName(environment),
    browserName(userAgent),
  ]
    .filter((part) => part !== undefined)
    .join(', ');
}
