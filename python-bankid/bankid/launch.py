"""Opening the BankID app on the person's own device, by platform (facts 1.8).

Phones get the universal link, to be put on a real anchor that the person taps; everything else gets
the app's own scheme. `redirect` in the link is deprecated: where the app should bring the person
back to goes into the start call as `returnUrl`.

What comes back to a browser on iOS must name that browser, or Safari takes over and the session's
cookie is not there. Where no scheme is confirmed by more than one source (Edge, Opera) or browsers
pretend to be another (Brave, DuckDuckGo, in-app views), we send none and the person switches back
by hand.
"""

from collections.abc import Callable
from typing import Final, NamedTuple
from urllib.parse import quote

_UNIVERSAL = "https://app.bankid.com/?autostarttoken={token}"
_SCHEME = "bankid:///?autostarttoken={token}&redirect=null"


class Launch(NamedTuple):
    """How one platform opens the app and comes back."""

    link: str
    return_value: Callable[[str], str] | None  # makes `returnUrl` of the host's URL
    stays: bool  # the browser is still in front when the app closes


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
    """The address that opens the app with this order."""
    return platform(os, browser).link.format(token=quote(auto_start_token, safe=""))


def return_url(os: str, browser: str, url: str | None) -> str | None:
    """`returnUrl` of the start call, or None when the app should just close."""
    value = platform(os, browser).return_value
    return None if url is None or value is None else value(url)


def returns(os: str, browser: str, url: str | None) -> str:
    """`automatic` when the person ends up in the browser again, `manual` when they must switch."""
    row = platform(os, browser)
    return (
        "automatic" if row.stays or (row.return_value is not None and url is not None) else "manual"
    )
