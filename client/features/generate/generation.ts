import { Reviews } from './reviews.ts';
import { TargetFindings } from './target-findings.ts';

/** What the commands and views of generating share. */
export class Generation {
  readonly reviews = new Reviews();
  readonly findings = new TargetFindings();

  dispose(): void {
    this.reviews.dispose();
    this.findings.dispose();
  }
}
