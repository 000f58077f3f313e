/** A request with its types: what is sent and what comes back. */
export interface RequestMessage<Parameters, Result> {
  readonly method: string;
  /** Never there; it only carries the types. */
  readonly types?: (parameters: Parameters) => Result;
}

/** A notification with the type of what is sent. */
export interface NotificationMessage<Parameters> {
  readonly method: string;
  readonly types?: (parameters: Parameters) => void;
}
