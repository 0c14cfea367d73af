"""Themes: which colour an ink is, by day, by night and at high contrast; and how far two colours stand apart.

Votes keep the colours of Okabe and Ito, which most people with a colour vision deficiency tell apart (Color Universal
Design, 2008), and a shape each; on white the palest of them is darkened until it shows.
"""

from demarche.ui.desktop.toolkit.marks import Ink

Colour = tuple[int, int, int]


def _colours(**by_name: str) -> dict[Ink, Colour]:
    return {
        Ink(name.replace("_", "-")): (int(code[0:2], 16), int(code[2:4], 16), int(code[4:6], 16))
        for name, code in by_name.items()
    }


THEMES: dict[str, dict[Ink, Colour]] = {
    "light": _colours(
        page="F3F5F8", panel="FFFFFF", sunk="F7F9FB", line="D9E0E8", text="17212B", quiet="566372",
        accent="1F5FA8", on_accent="FFFFFF", soft="E6EFF9", link="1F5FA8", good="00684B", bad="A83A00",
        yes="009E73", no="D55E00", abstain="C98A00", absent="98A3AF", sea="E8EFF5", land="C3CFDA", shade="3A4653",
        camp_a="9C3B2E", camp_b="2A5E8C", camp_c="7A7A2E", tone_1="F1C9A5", tone_2="C68B5E", tone_3="7B4B2E",
        hair="2B211C",
    ),
    "dark": _colours(
        page="10161D", panel="18212B", sunk="1E2934", line="33414F", text="EAF0F6", quiet="A6B4C2",
        accent="6CB6F0", on_accent="0B1620", soft="21384E", link="7CC0F5", good="4BD3A8", bad="FF9E66",
        yes="1FBF92", no="FF8438", abstain="F0B429", absent="7F8C99", sea="141D27", land="3B4A59", shade="05080B",
        camp_a="C4604F", camp_b="4B8CC8", camp_c="B0A94A", tone_1="EBC09A", tone_2="BE8458", tone_3="86553A",
        hair="120D0A",
    ),
    "contrast": _colours(
        page="000000", panel="000000", sunk="000000", line="FFFFFF", text="FFFFFF", quiet="FFFFFF",
        accent="FFE600", on_accent="000000", soft="002B5C", link="FFE600", good="5CFFC8", bad="FFB38A",
        yes="5CFFC8", no="FF8A3D", abstain="FFE600", absent="B8C4D0", sea="000000", land="5A6672", shade="000000",
        camp_a="FF8A3D", camp_b="6CB6F0", camp_c="FFE600", tone_1="F6D3B4", tone_2="D49A6C", tone_3="9C6A48",
        hair="000000",
    ),
}  # fmt: skip
"""Light, dark, and high contrast. Every pair of ink and ground that a screen writes with is at least 4.5 : 1."""


def luminance(colour: Colour) -> float:
    """Relative luminance, 0 .. 1. Source: WCAG 2.2, definition of relative luminance."""
    linear = [c / 255 / 12.92 if c / 255 <= 0.04045 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: Colour, other: Colour) -> float:
    """Contrast ratio of two colours, 1 .. 21. Source: WCAG 2.2, definition of contrast ratio."""
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)
