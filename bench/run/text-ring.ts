import { stripVTControlCharacters } from 'node:util';

const keptBytes = 64 * 1024;

/** Keeps the last 64 KiB of a stream of text. */
export class TextRing {
  #chunks: Buffer[] = [];
  #length = 0;

  push(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    while (this.#length - (this.#chunks[0]?.length ?? 0) >= keptBytes) {
      this.#length -= this.#chunks.shift()?.length ?? 0;
    }
  }

  text(): string {
    return stripVTControlCharacters(Buffer.concat(this.#chunks).subarray(-keptBytes).toString('utf8'));
  }

  /** The last line that is not blank; undefined when there is none. */
  lastLine(): string | undefined {
    const lines = this.text().split('\n');
    return lines.findLast((line) => line.trim() !== '')?.trim();
  }
}
