/** Mocha as one file for browsers; what it makes global is in @types/mocha. */
declare module 'mocha/mocha.js';
