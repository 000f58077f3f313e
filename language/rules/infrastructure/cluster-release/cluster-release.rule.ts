import type { Cluster, Given } from '../../../model/infrastructure.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onElement, type Rule, type SystemReport } from '../../rule.ts';
import { isWritten } from '../../own-place.ts';

/**
 * Kubernetes on EKS as of November 2026, by the release calendar of EKS: 14 months of standard support, then 12
 * months at 0.60 instead of 0.10 USD an hour, then a cluster is moved on by force.
 */
const OLDEST = 31;
const OLDEST_AT_STANDARD_PRICE = 34;
const TAKE = '1.35';

/** Releases end, and their names have one form for each platform. */
export const rule: Rule = {
  code: 'TN1825',
  name: 'cluster-release',
  summary: 'A cluster has a release that has ended, costs more, or does not exist.',
  severity: 'error',
  reach: 'element',
  checks: [
    onElement('cloud', (cloud, _model, report) => {
      if (cloud.provider.value !== 'aws') return;
      for (const cluster of cloud.resources) {
        if (cluster.kind !== 'cluster' || cluster.release === undefined) continue;
        if (cluster.platform.value === 'eks') checkKubernetes(cluster, cluster.release, report);
        if (cluster.platform.value === 'emr') checkEmr(cluster, cluster.release, report);
      }
    }),
  ],
  fixes: [replaceFix],
};

function checkKubernetes({ name }: Cluster, release: Given<string>, report: SystemReport): void {
  const minor = /^1\.(\d+)$/u.exec(release.value)?.[1];
  if (minor === undefined) {
    const meant = /^v?(1\.\d+)/u.exec(release.value)?.[1];
    report({
      message: `EKS has no release ${release.value}.`,
      origin: release.origin,
      help: `Releases are called like ${TAKE}, without a v and without a third number.`,
      data: { replacements: changes(release, meant ?? TAKE) },
    });
  } else if (Number(minor) < OLDEST) {
    report({
      message: `Kubernetes ${release.value} of ${name} has ended, and EKS makes no cluster with it.`,
      origin: release.origin,
      help: `Take ${TAKE}.`,
      data: { replacements: changes(release, TAKE) },
    });
  } else if (Number(minor) < OLDEST_AT_STANDARD_PRICE) {
    report({
      message: `Kubernetes ${release.value} of ${name} is in extended support, which costs six times as much an hour.`,
      origin: release.origin,
      severity: 'warning',
      help: `Take ${TAKE}; clusters are upgraded one release at a time.`,
      data: { replacements: changes(release, TAKE) },
    });
  }
}

function checkEmr({ name }: Cluster, release: Given<string>, report: SystemReport): void {
  if (/^emr-\d+\.\d+\.\d+$/u.test(release.value)) return;
  const numbers = /^(?:emr-?)?(\d+)\.(\d+)(?:\.(\d+))?$/u.exec(release.value);
  const meant = numbers && `emr-${numbers[1]!}.${numbers[2]!}.${numbers[3] ?? '0'}`;
  report({
    message: `${name} can't have the release ${release.value}: EMR calls its releases like emr-7.9.0.`,
    origin: release.origin,
    help: meant ? `Write "${meant}".` : 'Name a release of EMR.',
    data: { replacements: meant ? changes(release, meant) : [] },
  });
}

const changes = (release: Given<string>, to: string): readonly object[] =>
  isWritten(release) ? [replace(`Change to ${to}`, release.origin, `release: "${to}"`)] : [];
