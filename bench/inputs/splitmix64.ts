/** A stream of pseudo-random numbers: the same seed gives the same numbers on every machine. */
export interface RandomStream {
  /** 64 uniform bits. */
  bits(): bigint;
  /** Uniform in [0, 1), with 53 bits. */
  uniform(): number;
  /** Standard normal. */
  normal(): number;
}

/** SplitMix64 (Steele, Lea and Flood, 2014); normals by Box and Muller. */
export function splitmix64(seed: bigint): RandomStream {
  let state = BigInt.asUintN(64, seed);
  const bits = (): bigint => {
    state = BigInt.asUintN(64, state + 0x9e3779b97f4a7c15n);
    let z = state;
    z = BigInt.asUintN(64, (z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n);
    z = BigInt.asUintN(64, (z ^ (z >> 27n)) * 0x94d049bb133111ebn);
    return z ^ (z >> 31n);
  };
  const uniform = (): number => Number(bits() >> 11n) / 2 ** 53;
  // 1 - uniform() lies in (0, 1], so that its logarithm is finite.
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  return { bits, uniform, normal };
}
