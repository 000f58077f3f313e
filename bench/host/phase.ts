/** The child says which phase begins before it begins it, so that a death is put down to the right one. */
export type Phase =
  'start' | 'import' | 'load' | 'bind' | 'first' | 'warmup' | 'check' | 'measure' | 'outputs' | 'profile';
