"""The fonts that travel with the program: whole, with their licence, and small enough."""

import re
from pathlib import Path

FONTS = Path(__file__).parents[2] / "ui" / "desktop" / "toolkit" / "fonts"
MOST = 3_000_000


def test_every_font_is_whole_and_a_licence_lies_beside_them():
    fonts = [*FONTS.glob("*.ttf"), *FONTS.glob("*.otf")]
    assert {"DejaVuSans.ttf", "DejaVuSans-Bold.ttf"} <= {font.name for font in fonts}
    for font in fonts:
        assert re.match(rb"\x00\x01\x00\x00|OTTO", font.read_bytes()[:4]), font.name
    assert "Bitstream Vera" in (FONTS / "LICENSE").read_text(encoding="utf-8")
    assert sum(path.stat().st_size for path in FONTS.iterdir()) < MOST
