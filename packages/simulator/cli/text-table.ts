/** Columns under each other; the first `words` of them stand to the left, the others to the right. */
export function textTable(rows: readonly (readonly string[])[], words: number): string {
  const widths = rows[0]?.map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0))) ?? [];
  const padded = (cell: string, i: number): string => {
    const width = widths[i] ?? 0;
    return i < words ? cell.padEnd(width) : cell.padStart(width);
  };
  return rows.map((row) => row.map(padded).join('  ').trimEnd()).join('\n');
}
