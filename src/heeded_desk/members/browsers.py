"""What is kept of a browser: its family and what it runs on, enough to know one's own again and no more."""

UNKNOWN = "A browser that does not say which"
FAMILIES = (
    ("edg", "Edge"), ("opr/", "Opera"), ("samsungbrowser", "Samsung Internet"), ("firefox", "Firefox"),
    ("fxios", "Firefox"), ("crios", "Chrome"), ("chrome", "Chrome"), ("chromium", "Chrome"), ("safari", "Safari"),
)  # fmt: skip
"""In the order in which they are looked for: most name others besides themselves."""
SYSTEMS = (
    ("android", "Android"), ("iphone", "iPhone"), ("ipad", "iPad"), ("windows", "Windows"), ("mac os", "Mac"),
    ("cros", "ChromeOS"), ("linux", "Linux"),
)  # fmt: skip


def family_of(told: str) -> str:
    """Give the family of a browser in our own words, such as `Edge on Windows`.

    told: its User-Agent header, which anybody may have written; nothing of it is kept.
    """
    sought = told[:1000].casefold()
    family = next((name for mark, name in FAMILIES if mark in sought), "")
    system = next((name for mark, name in SYSTEMS if mark in sought), "")
    if not family:
        return UNKNOWN
    return f"{family} on {system}" if system else family
