/** What the server uses of `node:util`: a function with a callback as one that gives a promise. */
export const promisify =
  <A extends unknown[], R>(call: (...args: [...A, (error: Error | null, result?: R) => void]) => void) =>
  (...args: A): Promise<R> =>
    new Promise((resolve, reject) => {
      call(...args, (error, result) => {
        if (error instanceof Error) reject(error);
        else resolve(result!);
      });
    });
