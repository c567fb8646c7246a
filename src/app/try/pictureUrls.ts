/** How many tasks show the picture behind an object URL: it is given back with the last of them. */
const holders = new Map<string, number>();

export function hold(url: string | undefined): void {
  if (url?.startsWith('blob:')) holders.set(url, (holders.get(url) ?? 0) + 1);
}

export function release(url: string | undefined): void {
  if (!url?.startsWith('blob:')) return;
  const left = (holders.get(url) ?? 1) - 1;
  if (left > 0) {
    holders.set(url, left);
  } else {
    holders.delete(url);
    URL.revokeObjectURL(url);
  }
}
