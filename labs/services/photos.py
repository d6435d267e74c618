"""Photos of instruments: taken in as pictures and written anew, so that nothing but the picture stays."""

import warnings
from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from labs.models import Instrument
from workflow.errors import Unfit
from workflow.files import check_upload

PICTURES = {"image/jpeg", "image/png"}
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 1600


def put_photo(instrument: Instrument, upload: UploadedFile) -> None:
    """Gives an instrument a photo, smaller and without what a camera noted; the caller saves the instrument.

    Raises Unfit when the file is no picture, or one that is too large to open.
    """
    if check_upload(upload) not in PICTURES:
        raise _unfit(_("A photo is a JPEG or PNG file. Choose another one."))
    earlier = instrument.photo.name
    instrument.photo.save("photo.jpg", ContentFile(_redrawn(upload)), save=False)
    if earlier:
        storage = instrument.photo.storage
        transaction.on_commit(lambda: storage.delete(earlier))


def _redrawn(upload: UploadedFile) -> bytes:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture: Image.Image = Image.open(upload, formats=["JPEG", "PNG"])
            if picture.width * picture.height > MOST_PIXELS:
                raise _unfit(_("The picture has too many pixels. Make it smaller and choose it again."))
            picture = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
        raise _unfit(_("The picture cannot be read. Save it as JPEG and choose it again.")) from error
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    stream = BytesIO()
    picture.save(stream, "JPEG", quality=82, optimize=True)
    return stream.getvalue()


def _unfit(words: str) -> Unfit:
    return Unfit(words, {"picture": words})
