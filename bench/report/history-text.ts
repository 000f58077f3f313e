import { record, textAt } from './json-fields.ts';
import { readComparison, type MeasuredComparison } from './measured-comparison.ts';
import { readResult, type MeasuredResult } from './measured-result.ts';

/** What a history file holds, oldest first, and how many of its lines nobody could understand. */
export function readHistoryText(text: string): {
  readonly results: readonly MeasuredResult[];
  readonly comparisons: readonly MeasuredComparison[];
  readonly skipped: number;
} {
  const results: MeasuredResult[] = [];
  const comparisons: MeasuredComparison[] = [];
  let skipped = 0;
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const { result, comparison } = readLine(line);
    if (result !== undefined) results.push(result);
    else if (comparison !== undefined) comparisons.push(comparison);
    else skipped++;
  }
  return { results, comparisons, skipped };
}

function readLine(line: string): {
  readonly result?: MeasuredResult | undefined;
  readonly comparison?: MeasuredComparison | undefined;
} {
  try {
    const entry = record(JSON.parse(line));
    const subject = textAt(entry, 'subject');
    if (subject === undefined) return {};
    return {
      result: readResult(subject, entry['result']),
      comparison: readComparison(subject, entry['comparison']),
    };
  } catch {
    return {};
  }
}
