/** Whether the text is copied; a page without a clipboard (plain http, or one refused) shows it instead. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
