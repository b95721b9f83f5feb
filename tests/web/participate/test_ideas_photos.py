"""A photo is made anew: what it is follows from its content, and nothing but the picture stays."""

import io

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.web.participate.rounds_world import picture
from wijkwerk.web.participate import photos
from wijkwerk.web.participate.photos import Unusable, made_anew

SECRET = b"Kerkstraat 12"


def with_place() -> bytes:
    """A photo that says where and with what it was made."""
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[2] = (51.0, 55.0, 0.0)
    return picture("JPEG", exif=exif, comment=SECRET)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_pictures_of_three_kinds_are_taken(kind):
    made = made_anew(picture(kind))

    assert (made.width, made.height) == (60, 40)
    assert Image.open(io.BytesIO(made.content)).format == "JPEG"


def test_everything_but_the_picture_is_gone():
    sent = with_place()
    assert sent.count(SECRET) == 2  # it was there

    made = made_anew(sent)

    again = Image.open(io.BytesIO(made.content))
    assert SECRET not in made.content
    assert not again.getexif()
    assert {"exif", "comment", "icc_profile"} & set(again.info) == set()
    assert (made.width, made.height) == (40, 60)  # turned upright first


def test_text_in_a_png_is_gone_too():
    info = PngInfo()
    info.add_text("Location", SECRET.decode())
    sent = picture("PNG", pnginfo=info)
    assert SECRET in sent

    assert SECRET not in made_anew(sent).content


def test_what_is_hidden_behind_a_picture_is_gone():
    assert SECRET not in made_anew(picture() + SECRET).content


def test_a_large_picture_becomes_small_enough_for_an_old_telephone():
    made = made_anew(picture(size=(3200, 2400)))

    assert (made.width, made.height) == (1600, 1200)


def test_what_is_see_through_becomes_white():
    kept = io.BytesIO()
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(kept, "PNG")

    assert Image.open(io.BytesIO(made_anew(kept.getvalue()).content)).getpixel((4, 4)) == (255, 255, 255)


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"GIF89a" + bytes(40),
        picture("BMP"),
        picture("TIFF"),
        picture()[:300],
        b"\x89PNG\r\n\x1a\n" + bytes(64),
        b"RIFF" + bytes(60),
    ],
    ids=["nothing", "svg", "gif", "bmp", "tiff", "half", "broken png", "broken webp"],
)
def test_what_is_no_picture_of_these_kinds_is_refused_with_a_sentence(sent):
    with pytest.raises(Unusable) as refusal:
        made_anew(sent)

    assert "jpg, png of webp" in refusal.value.sentence


def test_too_many_bytes_are_refused_before_anything_is_read():
    with pytest.raises(Unusable) as refusal:
        made_anew(bytes(photos.MOST_BYTES + 1))

    assert "8 MB" in refusal.value.sentence


def test_a_small_file_with_too_many_points_is_refused_before_it_is_unpacked():
    kept = io.BytesIO()
    Image.new("1", (10_000, 6_000)).save(kept, "PNG")
    assert len(kept.getvalue()) < 100_000

    with pytest.raises(Unusable) as refusal:
        made_anew(kept.getvalue())

    assert "50 miljoen" in refusal.value.sentence
