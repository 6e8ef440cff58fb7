"""`trainer schema`: the JSON Schema of question files."""

from __future__ import annotations

import json

import click


@click.command("schema")
def command() -> int:
    """Print the JSON Schema of question files.

    Editors with the YAML language server complete and check keys with it while you type.
    """
    from trainer.language.schema import schema

    click.echo(json.dumps(schema(), indent=2, ensure_ascii=False))
    return 0
