"""What a page says outside its visible text: its head, its links, counts of its markup."""

from __future__ import annotations

from dataclasses import dataclass

Link = tuple[str, str, int]
"""A hyperlink: where it leads, its ``rel`` words, and the block it stands in."""
Picture = tuple[str, int]
"""What an image shows, by its description, and the block that it stands before or in."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says of itself outside its text; empty strings where it says nothing."""

    title: str = ""
    headline: str = ""
    open_graph_title: str = ""
    site_name: str = ""
    description: str = ""
    keywords: str = ""
    canonical: str = ""
    author: str = ""
    published: str = ""
    language: str = ""
    schema_headline: str = ""
    publisher: str = ""
    schema_types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Markup:
    """Counts over the whole document that blocks do not carry.

    ``players`` are videos, sounds, drawings by script and embedded programs, ``pictures`` what is
    said of images that are no icons, each with the block that it stands before or in.
    """

    elements: int = 0
    scripts: tuple[str, ...] = ()
    frames: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    images: int = 0
    described_images: int = 0
    controls: int = 0
    players: int = 0
    pictures: tuple[Picture, ...] = ()
