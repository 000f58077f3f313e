/** A variance that is an estimate, and how well it is known: degrees of freedom, for Student's t. */
export interface EstimatedVariance {
  readonly variance: number;
  readonly degreesOfFreedom: number;
}

/**
 * With more of them an interval for independent runs is narrower (five make it a quarter wider than knowing would, ten
 * a tenth), with fewer it holds the truth for runs that stay alike longer: five do for a tenth of the measurement.
 */
const cosines = 5;

/**
 * What the variance of one part's deviation would be if parts were independent and their sum varied as much as it does:
 * parts that resemble their neighbours are counted for what they are worth. Only the slowest ups and downs have a say:
 * the mean square of the first projections sqrt(2 / K) sum_k d_k cos(pi j (k + 1/2) / K) of the K deviations from their
 * mean (equal-weighted cosine estimator: Müller, "A theory of robust long-run variance estimation", 2007; Lazarus,
 * Lewis, Stock and Watson, "HAR Inference: Recommendations for Practice", 2018). Up to six parts it is the sample's
 * variance. Needs two parts.
 */
export function longRunVariance(deviations: Float64Array): EstimatedVariance {
  const parts = deviations.length;
  const degreesOfFreedom = Math.min(cosines, parts - 1);
  let squares = 0;
  for (let wave = 1; wave <= degreesOfFreedom; wave++) {
    let projection = 0;
    for (let part = 0; part < parts; part++)
      projection += deviations[part]! * Math.cos((Math.PI * wave * (part + 0.5)) / parts);
    squares += (2 / parts) * projection ** 2;
  }
  return { variance: squares / degreesOfFreedom, degreesOfFreedom };
}
