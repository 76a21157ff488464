"""What the members' side says when it cannot do what was asked, and the reading of files that come as JSON."""

import base64
import binascii

from bot.rehearsal.shapes import Json, Upload

REFUSED = 400
FORBIDDEN = 403
MISSING = 404


class MemberError(Exception):
    """Something a Discord client would not let a member do; the text is a sentence for whoever asked."""

    def __init__(self, text: str, status: int = REFUSED) -> None:
        super().__init__(text)
        self.status = status


def read_upload(body: Json) -> Upload:
    """Read a file given as name, base64 and, if known, type."""
    try:
        content = base64.b64decode(str(body["content_base64"]), validate=True)
        return Upload(str(body["filename"]), content, str(body.get("content_type") or "application/octet-stream"))
    except (KeyError, TypeError, binascii.Error) as error:
        raise MemberError("A file needs filename and content_base64.") from error
