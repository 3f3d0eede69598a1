/** Small choices that outlive the page. A browser that keeps nothing is put up with. */
const PREFIX = "vitrina.";

export function kept(name: string): string | null {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

export function keep(name: string, value: string): void {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // the choice lasts as long as the page
  }
}
