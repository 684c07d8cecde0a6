"""Whether a link is shown with a picture: none is, but where the reader wished for the picture of the first story.

Telegram fetches the picture itself, shows it large and above the text, and leaves it away where it finds none
(https://core.telegram.org/bots/api#linkpreviewoptions).
"""

import json

from telegram import LinkPreviewOptions

from digests.models import Part

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


def preview(part: Part) -> LinkPreviewOptions:
    """What Telegram is to show of the links in this message."""
    if part.picture is None:
        return NO_PREVIEW
    return LinkPreviewOptions(url=part.picture, prefer_large_media=True, show_above_text=True)


def preview_json(part: Part) -> str:
    """The same as the field of a form."""
    return _NONE if part.picture is None else json.dumps(preview(part).to_dict())


_NONE = json.dumps(NO_PREVIEW.to_dict())
