"""Asks the YAML language server, without a network, what it says of a file with two slips in it.

    npm install --prefix FOLDER yaml-language-server
    python -m tests.editors FOLDER/node_modules/.bin/yaml-language-server

The schema stands beside the file, as `trainer schema > trainer.schema.json` puts it there, and the
file names it in its first line. Ends with 1 unless each slip is flagged once, on its line, and
nothing else is.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO, Any

from trainer.language.schema import schema

FILE = """\
# yaml-language-server: $schema=../trainer.schema.json
title: Tang China
questions:
- ask: Who founded the dynasty?
  answer: Gaozu
  worng: [Taizong]
- ask: Put these in order.
  answer: 618
  order: [Sui, Tang]
- statement: Wu Zetian ruled only as regent.
  id: wu_武.1-a
  was: [old/regent]
  answer: 'false'
  level: '2'
"""
SLIPS = [6, 8]


def flagged(server: str, folder: Path) -> list[tuple[int, str]]:
    """The lines, from 1, that the server flags, and what it says of each."""
    path = folder / "questions" / "tang.yaml"
    path.parent.mkdir()
    path.write_text(FILE, encoding="utf-8")
    (folder / "trainer.schema.json").write_text(json.dumps(schema()), encoding="utf-8")
    with subprocess.Popen(
        [server, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as run:
        assert run.stdin and run.stdout
        start = {"processId": None, "rootUri": folder.as_uri(), "capabilities": {}}
        send(run.stdin, id=1, method="initialize", params=start)
        until(run.stdout, id=1)
        send(run.stdin, method="initialized", params={})
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": FILE}
        send(run.stdin, method="textDocument/didOpen", params={"textDocument": document})
        said = until(run.stdout, method="textDocument/publishDiagnostics")
        run.kill()
    return [
        (one["range"]["start"]["line"] + 1, one["message"]) for one in said["params"]["diagnostics"]
    ]


def send(out: IO[bytes], **message: Any) -> None:
    body = json.dumps({"jsonrpc": "2.0", **message}).encode()
    out.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
    out.flush()


def until(source: IO[bytes], **wanted: Any) -> Any:
    """The next message with these fields; others are passed over."""
    while True:
        length = 0
        while line := source.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        message = json.loads(source.read(length))
        if all(message.get(name) == value for name, value in wanted.items()):
            return message


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        found = flagged(sys.argv[1], Path(folder).resolve())
    for line, message in found:
        print(f"line {line}: {message}")
    return int(sorted(line for line, _ in found) != SLIPS)


if __name__ == "__main__":
    sys.exit(main())
