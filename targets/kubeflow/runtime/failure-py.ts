/** steps/failure.py: what the exit handler does. */
export const FAILURE = String.raw`
"""What happens when the pipeline has ended: rollback and alerts."""

import json
import os
import urllib.request


class Handler:
    """Does one thing after the other. One that fails does not keep the next from being done."""

    def __init__(self, pipeline: str, run: str, state: str, error: str | None):
        self.pipeline, self.run, self.state, self.error = pipeline, run, state, error or ""
        self.done: list[str] = []
        self.problems: list[str] = []
        print(f"{pipeline} has ended: {state} {self.error}".strip())

    def rollback(self, model: str, tracking_uri: str, to: str | None = None) -> None:
        def roll_back() -> str:
            from steps import registry

            return registry.roll_back(model, self.run, tracking_uri, to)

        self.attempt(f"rollback of {model}", roll_back)

    def alert(self, channel: str, variable: str) -> None:
        self.attempt(f"alert to {channel}", lambda: self.post(channel, os.environ.get(variable), variable))

    def post(self, channel: str, address: str | None, variable: str) -> str:
        body = {
            "text": f"{self.pipeline}: {self.state}. {self.error} {'; '.join(self.done)}".strip(),
            "pipeline": self.pipeline,
            "run": self.run,
            "state": self.state,
            "done": self.done,
        }
        if not address:
            return f"no address in {variable}; alert to {channel}: {json.dumps(body)}"
        request = urllib.request.Request(
            address, data=json.dumps(body).encode(), headers={"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=30) as response:
            return f"alert to {channel}: HTTP {response.status}"

    def attempt(self, title: str, action) -> None:
        try:
            self.done.append(action())
            print(self.done[-1])
        except Exception as error:
            self.problems.append(f"{title}: {error}")
            print(f"{title} failed: {error}")

    def finish(self) -> None:
        if self.problems:
            raise RuntimeError("; ".join(self.problems))
`.trimStart();
