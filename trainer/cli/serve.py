"""`trainer serve`: the same in a browser."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from socket import gethostname

import click

from trainer.cli.context import Run, common, write
from trainer.errors import TrainerError

SESSIONS = 30
IDLE_MIN = 60


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8765, show_default=True)
@click.option("--learner", "learners", multiple=True, metavar="NAME",
              help="A learner with a link and history of their own; may be repeated.")  # fmt: skip
@click.option("--public", multiple=True, metavar="ADDRESS",
              help="Where a proxy offers this, such as https://study.example.org.")  # fmt: skip
@click.option("--sessions", type=click.IntRange(1, 1000), default=SESSIONS, show_default=True,
              help="How many may study at once.")  # fmt: skip
@click.option("--idle", type=click.IntRange(1, 1440), default=IDLE_MIN, show_default=True,
              help="Minutes without a key after which a session ends.")  # fmt: skip
@click.option("--new-links", is_flag=True, help="Make all links anew; the old ones let nobody in.")
@common
def command(
    host: str,
    port: int,
    learners: tuple[str, ...],
    public: tuple[str, ...],
    sessions: int,
    idle: int,
    new_links: bool,
    run: Run,
) -> int:
    """Offer the trainer in a browser, by links that hold a secret.

    Without --learner there is one link, for your own profile. With it each learner has a home of
    their own on this machine. Anyone who has a link can study under its name. Beyond this machine,
    put a proxy with TLS in front; docs/browser.md shows how.
    """
    try:
        from trainer.serve.running import run as serve
        from trainer.serve.running import secret
        from trainer.serve.site import Plan
    except ImportError:
        raise TrainerError(
            "the browser needs one more package: pip install 'quiz-trainer[web]'."
        ) from None
    from trainer.serve.gate import EVERYWHERE, Gate, addresses, in_address
    from trainer.serve.screen import environment

    names = tuple(dict.fromkeys(learners)) or (run.profile or "default",)
    homes = {name: run.folders.learner(name) for name in names} if learners else {}
    shown = gethostname() if host in EVERYWHERE else host
    origins = addresses(host, shown, port, public)
    gate = Gate(secret(run.folders.data, anew=new_links), names, origins)
    library = str(run.root().absolute())
    start = [sys.executable, "-m", "trainer", "--library", library]

    def session(name: str) -> tuple[Sequence[str], Mapping[str, str]]:
        if name in homes:
            return start, environment(run.environ, str(homes[name]))
        return [*start, "--profile", name], environment(run.environ, None)

    def ready() -> None:
        origin = public[0].rstrip("/") if public else f"http://{in_address(shown)}:{port}"
        for name in names:
            write(f"{name}: {gate.link(origin, name)}" if learners else gate.link(origin, name))
        write("Ctrl-C ends it.")

    serve(Plan(gate, session, sessions, idle * 60.0), host, port, ready)
    return 0
