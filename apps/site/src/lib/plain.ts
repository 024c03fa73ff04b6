/** A sentence of the data without its marks of code, for titles and attributes. */
export function plain(text: string): string {
  return text.replaceAll('`', '');
}
