"""One address for one page, however it was linked."""

import re
from urllib.parse import SplitResult, quote, unquote, urlsplit, urlunsplit

# What mail programs, social networks and feeds append to count readers; a page is the same without.
_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|yclid|msclkid|twclid|igshid|igsh|mc_[ce]id|_ga|_gl|_hs\w+|mkt_tok|spm|scm|xtor|maca"
    r"|ocid|cmpid?|cmp|s_cid|ns_\w+|at_(?:medium|campaign|custom\d|format|link\w*|ptr_name|bbc_team)|wt\.\w+|smid|smtyp"
    r"|share_?token|share_?id|share_?source|isappinstalled|vd_source|ref_src|ref_url|__twitter_impression|partner|emc"
    r"|feature|_branch_match_id|nclid|ncid|sr_share|soc_src|soc_trk|guccounter|guce_\w+|__source|rss_?id|fromvsogou",
    re.IGNORECASE,
)
# These count readers only with such values; with others (`from=2021-06-25`) they choose what is shown.
_TRACKING_SOURCES = re.compile(
    r"(?:from|ref|source|src|via|ch|channel)=(?:rss\w*|feed\w*|atom|twitter|facebook|weibo|weixin|wechat|qq|timeline|singlemessage"
    r"|groupmessage|telegram|whatsapp|line|email|newsletter|social|share|app|web|home\w*|index|hp)"
    r"|source(?:_\d+)?=\d+",  # the place on a front page where the link stood
    re.IGNORECASE,
)
_DEFAULT_PORTS = {"http": 80, "https": 443}
_DOUBLE_SLASH = re.compile(r"(?<!:)/{2,}")
_ESCAPE = re.compile(r"%[0-9a-fA-F]{2}")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_INDEX_PAGE = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$", re.IGNORECASE)
_OTHER_HOST = re.compile(r"^(?:www\d?|m|mobile|wap|amp)\.(?=[^.]+\.)")


def canonical_url(url: str) -> str:
    """`url` in one spelling that still opens the page (RFC 3986, 6.2): idempotent, never raises.

    Scheme and host in lower case, no default port, no doubled slashes, no tracking parameters, no fragment (one that
    routes, `#!` or `#/`, stays), percent-encoding as RFC 3986 prefers it. What is no http(s) address stays as it is.
    """
    parts = _split(url)
    if parts is None:
        return url.strip()
    path = _DOUBLE_SLASH.sub("/", _requote(parts.path, "/:@!$&'()*+,;=")) or "/"
    fragment = parts.fragment if parts.fragment.startswith(("!", "/")) else ""
    return urlunsplit((parts.scheme, _host(parts), path, _query(parts.query), _requote(fragment, "/:@!$&'()*+,;=?")))


def url_key(url: str) -> str:
    """What addresses of one page have in common; not for opening.

    On top of `canonical_url`: https for http, no `www.` or `m.`, no index page or slash at the end, parameters sorted.
    """
    parts = _split(canonical_url(url))
    if parts is None:
        return url.strip()
    host = _OTHER_HOST.sub("", parts.netloc.removesuffix(":443"))
    path = _INDEX_PAGE.sub("/", parts.path).rstrip("/")
    query = "&".join(sorted(parts.query.split("&")))
    return urlunsplit(("https", host, path, query, parts.fragment))


def is_web_address(url: str) -> bool:
    """Whether `url` is an http(s) address with a host: the only kind that is shown or followed."""
    return _split(url) is not None


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url.strip())
        port_is_valid = parts.port is None or parts.port > 0
    except ValueError:
        return None
    return parts if parts.scheme in _DEFAULT_PORTS and parts.hostname and port_is_valid else None


def _host(parts: SplitResult) -> str:
    host = _ascii_host((parts.hostname or "").rstrip("."))
    if ":" in host:
        host = f"[{host}]"
    return host if parts.port in {None, _DEFAULT_PORTS[parts.scheme]} else f"{host}:{parts.port}"


def _ascii_host(host: str) -> str:
    try:
        return host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return quote(host, safe="-._~:!$&'()*+,;=%").lower()


def _query(query: str) -> str:
    kept = [pair for pair in query.split("&") if pair and not _is_tracking(pair)]
    return "&".join(_requote(pair, "/:@!$'()*+,;=?") for pair in kept)


def _is_tracking(pair: str) -> bool:
    return (
        _TRACKING.fullmatch(unquote(pair.partition("=")[0])) is not None
        or _TRACKING_SOURCES.fullmatch(pair) is not None
    )


def _requote(text: str, safe: str) -> str:
    """`text` with every character escaped that must be and none that need not be."""
    plain = _ESCAPE.sub(lambda match: _normal_escape(match.group()), text)
    return quote(plain, safe=safe + "%", errors="replace")


def _normal_escape(escape: str) -> str:
    character = chr(int(escape[1:], 16))
    return character if character in _UNRESERVED else escape.upper()
