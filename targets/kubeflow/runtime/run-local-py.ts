/** run_local.py: the whole pipeline on one machine, each step in a process of its own. */
export const RUN_LOCAL = String.raw`
"""Runs the pipeline on this machine with the packages of this environment; needs neither Docker nor a cluster.

python run_local.py --data-root ../../.. [--mlflow-tracking-uri URI] [--output FOLDER]
"""

import argparse
import os

os.environ["PIPELINE_RUNS_LOCALLY"] = "1"

from kfp import local  # noqa: E402
from pipeline import FUNCTION  # noqa: E402

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data-root", default=".", help="folder that relative locations are below")
    parser.add_argument("--mlflow-tracking-uri", default="", help="default: MLFLOW_TRACKING_URI, else sqlite:///mlflow.db")
    parser.add_argument("--output", default="local_outputs", help="folder for what the steps write")
    arguments = parser.parse_args()
    local.init(runner=local.SubprocessRunner(use_venv=False), pipeline_root=arguments.output)
    FUNCTION(data_root=os.path.abspath(arguments.data_root), mlflow_tracking_uri=arguments.mlflow_tracking_uri)
`.trimStart();
