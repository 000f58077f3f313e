/** What the token pass expects next inside one bracket. */
export type Expectation =
  /** The start of a statement. */
  | 'statement'
  /** A value: any word is a name here. */
  | 'operand'
  /** After a value or a name: clause words, flags, operators. */
  | 'after'
  /** The word of an action, as after `step x =`, `then` and `on failure`. */
  | 'verb'
  /** After a verb: its object, or already a clause. */
  | 'object'
  /** The name after a noun. */
  | 'name'
  /** The event after `on`. */
  | 'event'
  /** The variable of `for each`, and the `in` after it. */
  | 'variable'
  | 'in'
  /** After the `else` of a `when`. */
  | 'else'
  /** Inside `package` and `import`. */
  | 'path';

/** What is known about one open bracket (or the file) while the tokens pass by. */
export interface Frame {
  /** Line ends and commas end statements in a body only. */
  readonly kind: 'file' | 'body' | 'group' | 'import';
  expect: Expectation;
  /** Whether the current statement has a token yet. */
  started: boolean;
  /** How many tokens had been written when the current statement began. */
  statementStart: number;
  /** `step name` was read, so that `=` is followed by a verb. */
  inStep: boolean;
  /** `if` without its `then`, and `then` without its `else`, of the current statement. */
  openIfs: number;
  openThens: number;
  /** Operators and linking words in the current statement or list item: how deep its tree gets. */
  chain: number;
  /** A chain of the current statement was too long. */
  tooLong: boolean;
}

export const newFrame = (kind: Frame['kind'], expect: Expectation, statementStart = 0): Frame => ({
  kind,
  expect,
  started: false,
  statementStart,
  inStep: false,
  openIfs: 0,
  openThens: 0,
  chain: 0,
  tooLong: false,
});

export function beginStatement(frame: Frame, statementStart: number): void {
  frame.statementStart = statementStart;
  frame.expect = 'statement';
  frame.started = false;
  frame.inStep = false;
  frame.openIfs = 0;
  frame.openThens = 0;
  frame.chain = 0;
  frame.tooLong = false;
}
