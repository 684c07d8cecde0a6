"""Lists of feeds as other readers keep them (OPML 2.0, http://opml.org/spec2.opml), in and out."""

from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from digests.errors import NotAFeed, SourceForbidden
from digests.models import Source, Topic
from digests.sources.addresses import feed_address, is_web_address, make_source
from digests.sources.declared_language import declared_language
from digests.sources.markup import plain_text

# What people call their folders. The English names of our topics are folders as well: we write them.
_FOLDER_NAMES: dict[Topic, str] = {
    "world": "world international global 国际 國際 世界 环球 国际新闻 國際新聞",
    "china": "china 中国 中國 大陆 大陸 两岸 兩岸 港台 香港 台湾 台灣 国内 时政",
    "business": "business finance economy markets 财经 財經 经济 經濟 商业 商業 金融",
    "technology": "technology tech it 科技 技术 技術 互联网 网络 数码 编程",
    "science": "science 科学 科學 科普",
    "health": "health medicine 健康 医学 醫學 医疗",
    "society": "society social local 社会 社會 本地",
    "culture": "culture arts books entertainment lifestyle 文化 艺术 藝術 娱乐 娛樂 阅读 读书 生活",
    "sports": "sports sport football 体育 體育 运动",
}
_FOLDERS = {name: topic for topic, names in _FOLDER_NAMES.items() for name in names.split()}
_DEEPEST = 20


def read_opml(data: bytes, name: str = "OPML") -> list[Source]:
    """The feeds in an OPML file, in its order, each address once. A folder that is named like a topic gives it.

    Outlines whose address cannot be fetched are left out. Raises `NotAFeed`, naming `name`, when the bytes are no
    OPML.
    """
    root = _root(data)
    if root is None or root.tag.lower() != "opml":
        raise NotAFeed(name, "The file is no OPML.")
    sources: dict[str, Source] = {}
    for outline, topic in _outlines(root, None, 0):
        source = _source(outline, topic)
        if source:
            sources.setdefault(source.id, source)
    return list(sources.values())


def write_opml(
    sources: Iterable[Source], title: str = "Yaowen", folder_names: Mapping[Topic, str] | None = None
) -> bytes:
    """An OPML 2.0 file of the feeds among `sources`, with a folder for every topic, in the order given.

    `folder_names` are what the folders are called; without, by the topic's own word.
    """
    names = folder_names or {}
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = _xml_text(title)
    body = etree.SubElement(root, "body")
    folders: dict[str, etree._Element] = {}
    for source in sources:
        if source.kind != "feed":
            continue
        if source.topic and source.topic not in folders:
            name = _xml_text(names.get(source.topic, source.topic))
            folders[source.topic] = etree.SubElement(body, "outline", text=name, title=name)
        etree.SubElement(folders[source.topic] if source.topic else body, "outline", _attributes(source))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _root(data: bytes) -> etree._Element | None:
    """The tree, broken markup mended. No entities are expanded, nothing is fetched, nothing may be huge."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, recover=True, huge_tree=False, remove_comments=True
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError):
        return None


def _outlines(parent: etree._Element, topic: Topic | None, depth: int) -> Iterator[tuple[etree._Element, Topic | None]]:
    for child in parent:
        if not isinstance(child.tag, str) or depth > _DEEPEST:
            continue
        if _attribute(child, "xmlurl"):
            yield child, _topic_of(_attribute(child, "category")) or topic
        else:
            named = _attribute(child, "title") or _attribute(child, "text")
            yield from _outlines(child, _topic_of(named) or topic, depth + 1)


def _source(outline: etree._Element, topic: Topic | None) -> Source | None:
    try:
        address = feed_address(_attribute(outline, "xmlurl") or "")
    except SourceForbidden:
        return None
    homepage = _attribute(outline, "htmlurl")
    return make_source(
        address,
        title=plain_text(_attribute(outline, "title") or _attribute(outline, "text")),
        topic=topic,
        language=declared_language(_attribute(outline, "language")),
        homepage=homepage if homepage and is_web_address(homepage) else None,
    )


def _attribute(element: etree._Element, name: str) -> str | None:
    """The attribute in any case: the specification says xmlUrl, files say xmlurl and XMLURL."""
    values = (str(value) for key, value in element.attrib.items() if str(key).lower() == name)
    return next((value.strip() for value in values if value.strip()), None)


def _topic_of(name: str | None) -> Topic | None:
    words = (name or "").strip("/").lower()
    return _FOLDERS.get(words) or _FOLDERS.get(words.split("/")[-1].strip())


def _attributes(source: Source) -> dict[str, str]:
    title = _xml_text(source.title)
    attributes = {"type": "rss", "text": title, "title": title, "xmlUrl": _xml_text(source.address)}
    if source.homepage:
        attributes["htmlUrl"] = _xml_text(source.homepage)
    if source.language:
        attributes["language"] = source.language
    return attributes


def _xml_text(text: str) -> str:
    """`text` without the characters that XML cannot hold."""
    return "".join(c for c in text if c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
