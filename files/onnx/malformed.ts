/** Thrown inside the reader where bytes stop making sense; `readSignature` turns it into a problem. */
export class Malformed extends Error {
  readonly kind: 'past-end' | 'damaged' | 'limit';
  readonly offset: number;
  /** Where the message that holds the bad bytes ends: equal to the file's size when the file was cut. */
  readonly parentEnd: number;

  constructor(kind: Malformed['kind'], message: string, offset: number, parentEnd: number) {
    super(message);
    this.kind = kind;
    this.offset = offset;
    this.parentEnd = parentEnd;
  }
}
