"""Prints the versions and aliases of a registered model as JSON: python registry_state.py TRACKING_URI MODEL"""

import json
import sys

from mlflow.tracking import MlflowClient

client = MlflowClient(sys.argv[1], sys.argv[1])
versions = client.search_model_versions(f"name = '{sys.argv[2]}'")
aliases = client.get_registered_model(sys.argv[2]).aliases if versions else {}
print(json.dumps({"versions": [str(version.version) for version in versions], "aliases": {k: str(v) for k, v in aliases.items()}}))
