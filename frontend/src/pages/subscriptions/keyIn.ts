/** What is worth copying of an activation text: the key alone where there is one, else all. */
export function keyIn(text: string): string {
  const keys = text.split("\n").flatMap((line) => line.match(/:\s*(\S{4,})\s*$/)?.[1] ?? []);
  return keys.length === 1 ? (keys[0] ?? text) : text;
}
