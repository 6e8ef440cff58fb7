"""Who may come in: secret links, cookies, origins and sizes. Values in, values out.

Whoever can send keys to a session can study in a learner's name and read the library. So a link
holds a secret for each learner, no page from elsewhere may open a connection, and what a browser
claims of its size is cut to what a screen can have.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Mapping
from hashlib import sha256
from urllib.parse import quote, urlsplit

from trainer.errors import TrainerError
from trainer.records import record

COOKIE = "trainer"
LEAST, MOST = (20, 6), (400, 150)
"""Columns and rows that a session may have: a larger screen would cost memory for nothing."""
LOCAL, EVERYWHERE = frozenset({"localhost", "127.0.0.1"}), frozenset({"0.0.0.0", "::"})
PORTS = {"http": ":80", "https": ":443"}


@record(frozen=True, slots=True)
class Gate:
    """`learners` are the names that have a link; `origins` are the addresses (`http://host:port`)
    under which the site is reached."""

    secret: bytes
    learners: tuple[str, ...]
    origins: frozenset[str]

    def token(self, learner: str) -> str:
        """The secret of a learner's link: the same each time the same secret file is used."""
        return hmac.new(self.secret, _bytes(f"link {learner}"), sha256).hexdigest()[:32]

    def link(self, origin: str, learner: str) -> str:
        """The address to give to a learner."""
        return f"{origin}/?learner={quote(learner, safe='')}&token={self.token(learner)}"

    def opened_by(self, query: Mapping[str, str]) -> str | None:
        """The learner whose link was followed; None where it is nobody's."""
        learner, given = query.get("learner", ""), query.get("token", "")
        known = learner in self.learners
        # Compared even for a stranger, so that the time it takes tells nothing.
        right = hmac.compare_digest(_bytes(self.token(learner)), _bytes(given))
        return learner if known and right else None

    def cookie(self, learner: str) -> str:
        """What a browser keeps once its learner's link was followed."""
        mark = hmac.new(self.secret, _bytes(f"cookie {learner}"), sha256).hexdigest()
        return f"{quote(learner, safe='')}.{mark}"

    def learner_of(self, cookie: str) -> str | None:
        """The learner a cookie was given to; None where it was altered or the learner is gone."""
        found = [
            learner
            for learner in self.learners
            if hmac.compare_digest(_bytes(self.cookie(learner)), _bytes(cookie))
        ]
        return found[0] if found else None

    def knows_host(self, host: str) -> bool:
        """Whether a request was meant for this site: another name is another site's, which had
        its name point here."""
        return any(urlsplit(origin).netloc == host.lower() for origin in self.origins)

    def is_own(self, origin: str | None) -> bool:
        """Whether a page of this site asks; a browser always says which page does."""
        return origin is not None and origin.lower() in self.origins


def in_address(host: str) -> str:
    """A host as it stands before the port of an address: an IPv6 one in brackets."""
    return f"[{host}]" if ":" in host else host


def _bytes(text: str) -> bytes:
    """A text that a browser sent, whatever is in it."""
    return text.encode("utf-8", "replace")


def addresses(host: str, shown: str, port: int, public: Iterable[str] = ()) -> frozenset[str]:
    """The origins of a site that listens on `host`, which links call `shown`, and those under
    which a proxy offers it. Raises TrainerError for a public address that is none."""
    names = {host, shown}
    if host in (*LOCAL, *EVERYWHERE):
        names |= LOCAL
    found = {_origin("http", f"{in_address(name)}:{port}") for name in names}
    for address in public:
        try:
            parts = urlsplit(address.lower())
        except ValueError:
            parts = urlsplit("")
        if parts.scheme not in PORTS or not parts.netloc or parts.path.strip("/"):
            raise TrainerError(
                f"--public {address}: write it like https://study.example.org, without a path."
            )
        found.add(_origin(parts.scheme, parts.netloc))
    return frozenset(found)


def _origin(scheme: str, place: str) -> str:
    """An origin as browsers send it: in small letters, without the scheme's own port."""
    return f"{scheme}://{place.lower().removesuffix(PORTS[scheme])}"


def clamped(width: object, height: object) -> tuple[int, int]:
    """A size in columns and rows within what a screen can have, whatever was sent."""
    columns, rows = (
        int(value) if isinstance(value, int | float) and abs(value) < 1e6 else default
        for value, default in ((width, 80), (height, 24))
    )
    return (
        min(max(columns, LEAST[0]), MOST[0]),
        min(max(rows, LEAST[1]), MOST[1]),
    )


def number_in(value: str | None) -> int | None:
    """A number from an address, None for what is none."""
    # Six digits are more than any size or font has, and int() refuses some thousands of them.
    if value is None or not value.isascii() or not value.isdigit() or len(value) > 6:
        return None
    return int(value)
