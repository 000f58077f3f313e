import type { HostError } from './messages.ts';

/** An error whose meaning is known where it is thrown. */
export class CodedError extends Error {
  readonly code: HostError['code'];

  constructor(code: HostError['code'], message: string) {
    super(message);
    this.code = code;
  }
}
