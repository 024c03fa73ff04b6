const LETTERS = 'menagerie.lab.letters';

/** Whether single letters act as keys; a reader may switch them off for good. */
export function readLetters(): boolean {
  try {
    return localStorage.getItem(LETTERS) !== 'off';
  } catch {
    return true;
  }
}

export function writeLetters(on: boolean): void {
  try {
    localStorage.setItem(LETTERS, on ? 'on' : 'off');
  } catch {
    // A page without storage forgets: nothing else depends on it.
  }
}
