import { startBackground } from '../kit/background-process.ts';
import { freePort } from '../kit/free-port.ts';
import { toolEnvironment } from '../python/tool-environment.ts';
import type { MotoInstallation } from '../tools/moto.ts';

const region = 'us-west-2';

export interface MotoServer {
  readonly url: string;
  /** Makes Terraform and the AWS tools talk to this server, with made-up credentials; nothing else is needed. */
  readonly env: Readonly<Record<string, string>>;
  /** Makes an S3 bucket, for example the one of a state backend. */
  createBucket(name: string): Promise<void>;
  /** Forgets every resource. */
  reset(): Promise<void>;
  logs(): string;
  /** Belongs in a `finally`. */
  stop(): Promise<void>;
}

/** An empty AWS account on a loopback port of its own, answering when this returns. */
export async function startMoto(installation: MotoInstallation, signal?: AbortSignal): Promise<MotoServer> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const server = startBackground(installation.motoServer, ['-H', '127.0.0.1', '-p', String(port)], {
    // Roles attach policies that AWS itself keeps, and moto knows them only when asked to.
    env: { ...toolEnvironment(), MOTO_IAM_LOAD_MANAGED_POLICIES: 'true' },
    ...(signal ? { signal } : {}),
  });
  try {
    await server.waitFor('an answer over HTTP', () => answers(`${url}/moto-api/data.json`), 60_000);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    url,
    env: {
      AWS_ENDPOINT_URL: url,
      AWS_ACCESS_KEY_ID: 'testing',
      AWS_SECRET_ACCESS_KEY: 'testing',
      AWS_SESSION_TOKEN: 'testing',
      AWS_REGION: region,
      AWS_EC2_METADATA_DISABLED: 'true',
      // The caller's own profiles must not decide where requests go.
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    },
    async createBucket(name) {
      const place = `<CreateBucketConfiguration><LocationConstraint>${region}</LocationConstraint></CreateBucketConfiguration>`;
      const headers = {
        authorization: `AWS4-HMAC-SHA256 Credential=testing/20260101/${region}/s3/aws4_request`,
      };
      const reply = await fetch(`${url}/${name}`, { method: 'PUT', headers, body: place });
      if (!reply.ok) throw new Error(`moto made no bucket ${name}: ${await reply.text()}`);
    },
    async reset() {
      await fetch(`${url}/moto-api/reset`, { method: 'POST', signal: AbortSignal.timeout(30_000) });
    },
    logs: server.logs,
    async stop() {
      await server.stop();
    },
  };
}

async function answers(url: string): Promise<true | undefined> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(5_000) })).ok ? true : undefined;
  } catch {
    return undefined;
  }
}
