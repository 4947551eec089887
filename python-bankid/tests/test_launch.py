"""Launch links and the way back, every row of the platform table."""

import pytest

from bankid import launch, validation

PAGE = "https://rp.example.se/return#n0nce"
UNIVERSAL = "https://app.bankid.com/?autostarttoken=t-1"
SCHEME = "bankid:///?autostarttoken=t-1&redirect=null"

# os, browser: link, returnUrl for PAGE, how the person returns with and without a return URL
ROWS: list[tuple[str, str, str, str | None, str, str]] = [
    ("ios", "safari", UNIVERSAL, PAGE, "automatic", "manual"),
    ("ios", "chrome", UNIVERSAL, "googlechromes://", "automatic", "manual"),
    ("ios", "firefox", UNIVERSAL, "firefox://", "automatic", "manual"),
    ("ios", "edge", UNIVERSAL, None, "manual", "manual"),
    ("ios", "opera", UNIVERSAL, None, "manual", "manual"),
    ("ios", "samsung", UNIVERSAL, None, "manual", "manual"),
    ("ios", "brave", UNIVERSAL, None, "manual", "manual"),
    ("ios", "duckduckgo", UNIVERSAL, None, "manual", "manual"),
    ("ios", "webview", UNIVERSAL, None, "manual", "manual"),
    ("ios", "other", UNIVERSAL, None, "manual", "manual"),
    *[
        ("android", browser, UNIVERSAL, None, "automatic", "automatic")
        for browser in validation.BROWSERS
    ],
    *[
        (os, browser, SCHEME, None, "automatic", "automatic")
        for os in ("windows", "macos", "linux", "other")
        for browser in validation.BROWSERS
    ],
]


def test_every_platform_has_a_row() -> None:
    every = {(os, browser) for os in validation.SYSTEMS for browser in validation.BROWSERS}
    assert {(row[0], row[1]) for row in ROWS} == every


@pytest.mark.parametrize(("os", "browser", "link", "url", "returns", "without"), ROWS)
def test_row(os: str, browser: str, link: str, url: str | None, returns: str, without: str) -> None:
    assert launch.link(os, browser, "t-1") == link
    assert launch.return_url(os, browser, PAGE) == url
    assert launch.return_url(os, browser, None) is None
    assert launch.returns(os, browser, PAGE) == returns
    assert launch.returns(os, browser, None) == without


def test_token_is_escaped_in_the_link() -> None:
    assert launch.link("ios", "safari", "a&b/ c") == UNIVERSAL.replace("t-1", "a%26b%2F%20c")
