"""Who is let in at the local page, and what a page that was let in may load and run."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from types import MappingProxyType

__all__ = ["HEADERS", "Gate"]

HEADERS = MappingProxyType(
    {
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
)
"""What every answer says of itself: kept nowhere, named nowhere, part of no other page."""

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self' ws://{host}; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)


@dataclass(frozen=True, slots=True)
class Gate:
    """The one address by which a local page is reached.

    Attributes
    ----------
    host
        Address and port, as a browser names them.
    key
        What the address has in it that nobody can guess.

    Examples
    --------
    >>> gate = Gate("127.0.0.1:21000", "k3y")
    >>> gate.address
    'http://127.0.0.1:21000/k3y/'
    >>> gate.lets_in("127.0.0.1:21000", "k3y"), gate.lets_in("127.0.0.1:21000", "key"), gate.lets_in("evil.example", "k3y")
    (True, False, False)
    >>> gate.is_own("http://127.0.0.1:21000"), gate.is_own("http://evil.example"), gate.is_own(None)
    (True, False, False)
    """

    host: str
    key: str

    @property
    def address(self) -> str:
        """Where the page is."""
        return f"http://{self.host}/{self.key}/"

    @property
    def policy(self) -> str:
        """What the page may load and run: what is ours, and nothing that was written into it."""
        return _POLICY.format(host=self.host)

    def lets_in(self, host: str | None, key: str, right: str = "") -> bool:
        """Whether a request names this address and has the key, or another one that is right.

        A page from elsewhere whose name was made to lead here names itself, and gets nothing.
        """
        return hmac.compare_digest(key.encode("utf-8", "replace"), (right or self.key).encode()) and host == self.host

    def is_own(self, origin: str | None) -> bool:
        """Whether an origin is that of our own page."""
        return origin == f"http://{self.host}"
