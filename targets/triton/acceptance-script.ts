/**
 * Parses config.pbtxt files with the newest model_config.proto that tritonclient carries. Prints a JSON list with
 * one entry for each file: its name and platform, or the parser's message with the line, from 1. It is a text so
 * that it also is there in the bundled command; `python -c` takes it.
 */
export const PARSE_CONFIGS = `
import json
import sys

from google.protobuf import text_format
from tritonclient.grpc import model_config_pb2


def parse(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    try:
        config = text_format.Parse(text, model_config_pb2.ModelConfig())
    except text_format.ParseError as error:
        # str() of the error begins with "line:column : ", which is said in fields of their own.
        message = str(error).split(" : ", 1)[-1]
        return {"message": message, "line": error.GetLine() or 1}
    return {"name": config.name, "platform": config.platform}


json.dump([{"file": path, **parse(path)} for path in sys.argv[1:]], sys.stdout)
`;
