/**
 * Smallest k with P(X <= k) >= probability for X ~ Binomial(trials, p). Sums the exact probabilities over ten
 * standard deviations around the mean; what lies outside is below 1e-20.
 */
export function binomialQuantile(trials: number, p: number, probability: number): number {
  const spread = 10 * Math.sqrt(trials * p * (1 - p)) + 10;
  const first = Math.max(0, Math.floor(trials * p - spread));
  let term = Math.exp(logPmf(trials, p, first));
  let sum = term;
  let k = first;
  while (sum < probability && k < trials) {
    term *= ((trials - k) / (k + 1)) * (p / (1 - p));
    k++;
    sum += term;
  }
  return k;
}

function logPmf(trials: number, p: number, k: number): number {
  const choose = logFactorial(trials) - logFactorial(k) - logFactorial(trials - k);
  return choose + k * Math.log(p) + (trials - k) * Math.log1p(-p);
}

/** Stirling's series from 16 on, where its first three terms are exact to a double's last digits. */
function logFactorial(n: number): number {
  if (n < 16) {
    let product = 1;
    for (let factor = 2; factor <= n; factor++) product *= factor;
    return Math.log(product);
  }
  const inverse = 1 / n;
  const square = inverse * inverse;
  const series = inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square / 1680)));
  return n * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI * n) + series;
}
