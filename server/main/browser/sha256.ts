/** SHA-256 (FIPS 180-4) without waiting: the browser's own only answers later. Takes bytes in pieces. */
export class Sha256 {
  readonly #state = Uint32Array.from(START);
  readonly #block = new Uint8Array(64);
  readonly #words = new Uint32Array(64);
  /** Bytes so far. */
  #length = 0;

  update(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;) {
      const filled = this.#length % 64;
      const taken = bytes.subarray(at, at + 64 - filled);
      this.#block.set(taken, filled);
      this.#length += taken.length;
      at += taken.length;
      if (this.#length % 64 === 0) this.#compress();
    }
  }

  /** The hash in hex; nothing can be added afterwards. */
  digest(): string {
    const bits = this.#length * 8;
    const rest = this.#length % 64;
    const padding = new Uint8Array((rest < 56 ? 64 : 128) - rest);
    padding[0] = 0x80;
    const end = new DataView(padding.buffer);
    end.setUint32(padding.length - 8, Math.floor(bits / 2 ** 32));
    end.setUint32(padding.length - 4, bits >>> 0);
    this.update(padding);
    return [...this.#state].map((word) => word.toString(16).padStart(8, '0')).join('');
  }

  #compress(): void {
    const words = this.#words;
    const view = new DataView(this.#block.buffer);
    for (let index = 0; index < 16; index++) words[index] = view.getUint32(index * 4);
    for (let index = 16; index < 64; index++) {
      const [far, near] = [words[index - 15]!, words[index - 2]!];
      const first = turn(far, 7) ^ turn(far, 18) ^ (far >>> 3);
      const second = turn(near, 17) ^ turn(near, 19) ^ (near >>> 10);
      words[index] = words[index - 16]! + first + words[index - 7]! + second;
    }
    let [a, b, c, d, e, f, g, h] = this.#state as unknown as Eight;
    for (let index = 0; index < 64; index++) {
      const one = h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + ROUNDS[index]! + words[index]!; // prettier-ignore
      const two = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) >>> 0, c, b, a, (one + two) >>> 0];
    }
    for (const [index, value] of [a, b, c, d, e, f, g, h].entries()) this.#state[index]! += value;
  }
}

type Eight = [number, number, number, number, number, number, number, number];

const turn = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

const PRIMES = primes(64);

/** The first 32 bits of the fractional parts of the primes' roots. */
const fraction = (root: number): number => Math.floor((root - Math.floor(root)) * 2 ** 32) >>> 0;
const START = PRIMES.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
const ROUNDS = PRIMES.map((prime) => fraction(Math.cbrt(prime)));

function primes(count: number): number[] {
  const found: number[] = [];
  for (let each = 2; found.length < count; each++)
    if (found.every((prime) => each % prime !== 0)) found.push(each);
  return found;
}
