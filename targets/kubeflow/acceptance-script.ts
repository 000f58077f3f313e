/**
 * Python that looks at the files of a folder and prints findings as JSON: syntax by Python itself, SQL by
 * DuckDB's parser, the recurring run by the model classes of the Kubeflow API client.
 */
export const CHECK_FILES = String.raw`
import ast, json, sys
from pathlib import Path

import duckdb
import yaml
from kfp_server_api import models

folder, findings = Path(sys.argv[1]), []


def find(path, line, message, by):
    name = path.relative_to(folder).as_posix()
    findings.append({"file": name, "line": line, "message": message, "severity": "error", "by": by})


def check_keys(path, value, model, where):
    for key, inner in value.items():
        if key not in model.openapi_types:
            line = next((n for n, text in enumerate(path.read_text().splitlines(), 1) if key + ":" in text), 1)
            find(path, line, f"unknown key {key} in {where}", "kfp_server_api")
        elif isinstance(inner, dict) and hasattr(models, model.openapi_types[key]):
            check_keys(path, inner, getattr(models, model.openapi_types[key]), key)


for path in sorted(folder.rglob("*.py")):
    try:
        ast.parse(path.read_bytes(), str(path))
    except SyntaxError as error:
        find(path, error.lineno or 1, error.msg, "python")
for path in sorted(folder.rglob("*.sql")):
    try:
        duckdb.extract_statements(path.read_text(encoding="utf-8"))
    except duckdb.Error as error:
        lines = [part.split(":")[0] for part in str(error).split("LINE ")[1:]]
        find(path, int(lines[0]) if lines else 1, str(error).splitlines()[0], "duckdb")
for path in sorted(folder.rglob("*.json")):
    try:
        json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        find(path, getattr(error, "lineno", 1), str(error), "python")
for path in sorted(folder.rglob("recurring-run.yaml")):
    try:
        run = yaml.safe_load(path.read_text(encoding="utf-8"))
        check_keys(path, run, models.V2beta1RecurringRun, "the recurring run")
        if len(run["trigger"]["cron_schedule"]["cron"].split()) != 6:
            find(path, 1, "cron needs six fields, seconds first", "tenon")
    except yaml.YAMLError as error:
        find(path, error.problem_mark.line + 1 if hasattr(error, "problem_mark") else 1, str(error), "yaml")
print(json.dumps(findings))
`.trimStart();
