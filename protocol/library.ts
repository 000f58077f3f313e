/** Scheme of the built-in library's files: read-only text that only the server has. */
export const LIBRARY_SCHEME = 'tenon-library';
