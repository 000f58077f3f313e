/**
 * The environment in which Python tools run: the caller's, without what would bend the interpreter, and
 * with the tools' usage reporting off.
 */
export function toolEnvironment(): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env };
  for (const name of bending) delete env[name];
  return { ...env, ...quiet };
}

// PYTHONDONTWRITEBYTECODE would make every start compile every module again.
const bending = ['PYTHONDONTWRITEBYTECODE', 'PYTHONPATH', 'PYTHONHOME', 'PYTHONSTARTUP', 'VIRTUAL_ENV'];

const quiet = {
  DO_NOT_TRACK: '1',
  MLFLOW_DISABLE_TELEMETRY: 'true',
  SCARF_ANALYTICS: 'false',
};
