"""Holds the features of a join step against those of the example's own pandas code, and prints what differs as JSON.

python compare_features.py EXAMPLE JOINED.parquet NAMES.json

NAMES.json maps each feature of the reference to its column in the joined rows.
"""

import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd

example, joined_path, names_path = (Path(argument) for argument in sys.argv[1:])
sys.path.insert(0, str(example / "train"))

from reference_features import examples  # noqa: E402

names = json.loads(names_path.read_text(encoding="utf-8"))
joined = pd.read_parquet(joined_path).set_index("flight_id")
reference = examples(example / "data").set_index("flight_id").loc[joined.index]
differing = {}
for name, column in names.items():
    ours = joined[column].to_numpy(dtype="float64", na_value=np.nan)
    # Features are float32 in the model, so seven digits are all there is.
    equal = np.isclose(ours, reference[name].to_numpy(dtype="float64"), rtol=1e-6, atol=1e-6, equal_nan=True)
    if not equal.all():
        differing[name] = int((~equal).sum())
nulls = {column: int(joined[column].isna().sum()) for column in names.values()}
print(json.dumps({"rows": len(joined), "differing": differing, "nulls": nulls}))
