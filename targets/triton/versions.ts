/**
 * Servers and schemas that accepted what this target writes. `server` was started and served inferences
 * (test/conformance/triton.test.ts); `schema` is the newest published model_config.proto, as tritonclient
 * carries it, and parses every file.
 */
export const VERIFIED = {
  server: '2.51.0 (24.10)',
  schema: '2.73.0',
  when: '2026-11-21',
} as const;
