"""`trainer schema`: the JSON Schema of question files."""

from __future__ import annotations

import click


@click.command("schema")
def command() -> int:
    """Print the JSON Schema of question files.

    Editors with the YAML language server complete and check keys with it while you type.
    """
    from trainer.language.schema import schema_text

    click.echo(schema_text(), nl=False)
    return 0
