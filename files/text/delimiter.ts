const CANDIDATES = [',', ';', '\t', '|'] as const;

/** Lines that are compared. */
const LINES = 20;

/** The mark that parts the header into most columns, and the next lines into as many; quoted parts don't count. */
export function delimiterOf(text: string): string {
  const lines = text.split('\n', LINES).filter((line) => line.trim() !== '');
  const [header = '', ...rows] = lines.map((line) => line.slice(0, LONGEST).replaceAll(/"[^"]*"/g, ''));
  let best: string = ',';
  let bestScore = 0;
  for (const candidate of CANDIDATES) {
    const parts = count(header, candidate);
    if (parts === 0) continue;
    const alike = rows.filter((row) => count(row, candidate) === parts).length;
    const score = parts * (1 + alike);
    if (score > bestScore) [best, bestScore] = [candidate, score];
  }
  return best;
}

const LONGEST = 100_000;

const count = (line: string, mark: string): number => line.split(mark).length - 1;
