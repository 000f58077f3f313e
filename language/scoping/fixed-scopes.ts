import { UNKNOWN_TYPE } from '../types/data-type.ts';
import { EMPTY_SCOPE, mapScope, type ExpressionScope } from './expression-scope.ts';

/** `value` is the column's own value in a row check. */
export const VALUE: ExpressionScope = mapScope(
  new Map([['value', { node: { node: 'word', name: 'value' }, type: UNKNOWN_TYPE }]]),
  '',
);

export const OPEN: ExpressionScope = { ...EMPTY_SCOPE, open: true, description: '' };
export const FREE: ExpressionScope = { ...EMPTY_SCOPE, free: true, description: '' };
export const OF_ROWS: ExpressionScope = { ...EMPTY_SCOPE, ofRows: true, description: '' };

/** `starts when approved by product_team` */
export const APPROVED: ExpressionScope = mapScope(
  new Map([['approved', { node: { node: 'word', name: 'approved' }, type: UNKNOWN_TYPE }]]),
  '',
);
