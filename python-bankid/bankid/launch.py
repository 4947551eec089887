"""Links that open the BankID app on the user's own device, by platform (facts 1.8).

Phones get a universal link, which works only on a real anchor that the user taps; other platforms
get the app's own scheme. `redirect` in the link is deprecated: the address to return to is sent in
the start call as `returnUrl`.

On iOS the return URL must have the scheme of the browser that started. Otherwise Safari opens it
without the session's cookie. No return URL is sent where only one source documents the scheme
(Edge, Opera) or where a browser identifies as another (Brave, DuckDuckGo, in-app views): the user
then switches back by hand.
"""

from collections.abc import Callable
from typing import Final, NamedTuple
from urllib.parse import quote

_UNIVERSAL = "https://app.bankid.com/?autostarttoken={token}"
_SCHEME = "bankid:///?autostarttoken={token}&redirect=null"


class Launch(NamedTuple):
    """How one platform opens the app and returns to the browser."""

    link: str
    return_value: Callable[[str], str] | None  # maps the host's URL to `returnUrl`
    stays: bool  # the browser is in the foreground when the app closes


def _page(url: str) -> str:
    return url


def _opens(scheme: str) -> Callable[[str], str]:
    return lambda _url: scheme


_DESKTOP: Final = Launch(_SCHEME, None, stays=True)
_ANDROID: Final = Launch(_UNIVERSAL, None, stays=True)
_BY_HAND: Final = Launch(_UNIVERSAL, None, stays=False)

ANY = "*"
TABLE: Final = {
    ("ios", "safari"): Launch(_UNIVERSAL, _page, stays=False),
    ("ios", "chrome"): Launch(_UNIVERSAL, _opens("googlechromes://"), stays=False),
    ("ios", "firefox"): Launch(_UNIVERSAL, _opens("firefox://"), stays=False),
    ("ios", ANY): _BY_HAND,
    ("android", ANY): _ANDROID,
    ("windows", ANY): _DESKTOP,
    ("macos", ANY): _DESKTOP,
    ("linux", ANY): _DESKTOP,
    ("other", ANY): _DESKTOP,
}


def platform(os: str, browser: str) -> Launch:
    """The row for this browser, or the row for its operating system."""
    return TABLE.get((os, browser)) or TABLE[os, ANY]


def link(os: str, browser: str, auto_start_token: str) -> str:
    """The link that opens the app with this order."""
    return platform(os, browser).link.format(token=quote(auto_start_token, safe=""))


def return_url(os: str, browser: str, url: str | None) -> str | None:
    """`returnUrl` of the start call; None when the app shall close without opening a URL."""
    value = platform(os, browser).return_value
    return None if url is None or value is None else value(url)


def returns(os: str, browser: str, url: str | None) -> str:
    """`automatic` when the app returns to the browser, `manual` when the user must switch."""
    row = platform(os, browser)
    return (
        "automatic" if row.stays or (row.return_value is not None and url is not None) else "manual"
    )
