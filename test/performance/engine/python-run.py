"""Runs one model by Python's onnxruntime, `InferenceSession.run`, as the usual script does.

usage: python-run.py MODEL THREADS INPUT OUTPUT DIMENSION...
For each line with a number of seconds on standard input it runs that long and prints the middle run in nanoseconds.
"""

import sys
import time

import numpy as np
import onnxruntime

model, threads, name, output = sys.argv[1:5]
shape = [int(size) for size in sys.argv[5:]]
options = onnxruntime.SessionOptions()
options.intra_op_num_threads = int(threads)
options.log_severity_level = 3
session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
feeds = {name: np.random.default_rng(7).standard_normal(shape).astype(np.float32)}
for line in sys.stdin:
    seconds, times = float(line), []
    begin = end = time.perf_counter_ns()
    while end - begin < seconds * 1e9 or len(times) < 5:
        start = end
        session.run([output], feeds)
        end = time.perf_counter_ns()
        times.append(end - start)
    print(sorted(times)[len(times) // 2], flush=True)
