/** By degrees of freedom from 1; the last stands for all that follow. */
const studentT = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131,
  2.12, 2.11, 2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
];

/** Student's t, two-sided 95 %; the normal distribution's for infinity. */
export function studentQuantile(degreesOfFreedom: number): number {
  const known = Math.min(Math.max(Math.floor(degreesOfFreedom), 1), studentT.length);
  return degreesOfFreedom === Infinity ? 1.96 : (studentT[known - 1] as number);
}
