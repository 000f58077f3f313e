/** steps/registry.py: the MLflow model registry. */
export const REGISTRY = String.raw`
"""Puts models into the MLflow registry; an alias says which version is in use."""

import os

import mlflow
from mlflow.exceptions import MlflowException
from mlflow.tracking import MlflowClient

ALIAS = "production"
# Tags of a version: the pipeline run that made it, and the version that had the alias before.
RUN, REPLACES = "pipeline_run", "replaces_version"


def connect(tracking_uri: str) -> MlflowClient:
    """The given registry, else that of MLFLOW_TRACKING_URI, else a SQLite file in the working folder."""
    uri = tracking_uri or os.environ.get("MLFLOW_TRACKING_URI") or "sqlite:///mlflow.db"
    mlflow.set_tracking_uri(uri)
    return MlflowClient(uri)


def version_in_use(client: MlflowClient, name: str) -> str | None:
    try:
        return str(client.get_model_version_by_alias(name, ALIAS).version)
    except MlflowException:
        return None


def register(name: str, model: str, metrics: dict[str, float], experiment: str, run: str, tracking_uri: str) -> str:
    """Registers the ONNX file as a new version and gives it the alias. A repeated step takes the version it made."""
    import onnx

    client = connect(tracking_uri)
    before = version_in_use(client, name)
    version = version_of_run(client, name, run)
    if version is None:
        mlflow.set_experiment(experiment)
        with mlflow.start_run(run_name=run):
            mlflow.log_metrics(metrics)
            info = mlflow.onnx.log_model(onnx.load(model), name="model", registered_model_name=name)
        version = str(info.registered_model_version)
        client.set_model_version_tag(name, version, RUN, run)
    if before is not None and before != version:
        client.set_model_version_tag(name, version, REPLACES, before)
    client.set_registered_model_alias(name, ALIAS, version)
    print(f"{name}@{ALIAS} is version {version}, before: {before or 'none'}")
    return version


def version_of_run(client: MlflowClient, name: str, run: str) -> str | None:
    versions = client.search_model_versions(f"name = '{name}'")
    return next((str(version.version) for version in versions if version.tags.get(RUN) == run), None)


def roll_back(name: str, run: str, tracking_uri: str, to: str | None = None) -> str:
    """Gives the alias back to the version that had it before this run, or to the one that is asked for."""
    client = connect(tracking_uri)
    current = version_in_use(client, name)
    if to is not None:
        version = to if to.isdigit() else str(client.get_model_version_by_alias(name, to).version)
        client.set_registered_model_alias(name, ALIAS, version)
        return f"{name}@{ALIAS} is version {version} again"
    if current is None:
        return f"{name}@{ALIAS} is not set; there is nothing to roll back"
    tags = client.get_model_version(name, current).tags
    if tags.get(RUN) != run:
        return f"{name}@{ALIAS} stays version {current}; this run did not change it"
    previous = tags.get(REPLACES)
    if previous is None:
        client.delete_registered_model_alias(name, ALIAS)
        return f"{name}@{ALIAS} is removed; there was no version before {current}"
    client.set_registered_model_alias(name, ALIAS, previous)
    return f"{name}@{ALIAS} is version {previous} again"
`.trimStart();
