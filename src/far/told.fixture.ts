/** A result that is no refusal. */
export function told<T extends object>(result: T): Exclude<T, { readonly problem: string }> {
  if ('problem' in result) throw new Error(String(result.problem));
  return result as Exclude<T, { readonly problem: string }>;
}
