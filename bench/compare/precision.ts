import type { Signature } from '../../files/onnx/index.ts';
import type { Precision } from './output-errors.ts';

/** Operators that calculate with eight-bit numbers; with them the weights may be stored in any dtype. */
const quantised =
  /^(QLinear|DequantizeLinear$|QuantizeLinear$|DynamicQuantizeLinear$|MatMulInteger|ConvInteger|MatMulNBits$|QAttention$|QGemm$)/;

/** How precisely a model calculates, by its operators and the dtype of most of its weights. */
export function precisionOf(signature: Pick<Signature, 'weightBytes' | 'operators'>): Precision {
  const names = Object.values(signature.operators).flatMap((operators) => Object.keys(operators));
  if (names.some((name) => quantised.test(name))) return 'int8';
  const { float16 = 0, bfloat16 = 0, float32 = 0 } = signature.weightBytes;
  return float16 + bfloat16 > float32 ? 'float16' : 'float32';
}
