#!/usr/bin/env python3
"""Whether a page of writer-report is sound: check_page.py PAGE. SPDX-License-Identifier: MIT

Well-formed XML; nothing in it that runs or is fetched; ids once, links that lead somewhere; tables with heads; headings in
order; explanations that add up to their sums, and means that are those of their sentences."""
import re
import sys
import xml.etree.ElementTree as ElementTree
from decimal import Decimal

XHTML = "{http://www.w3.org/1999/xhtml}"
REFUSED = {"script", "link", "img", "iframe", "object", "embed", "base", "form", "audio", "video"}
ATTRIBUTES = {"aria-label", "aria-labelledby", "charset", "class", "colspan", "content", "dir", "height", "href", "id", "lang",
              "name", "role", "scope", "text-anchor", "viewBox", "width", "x", "x1", "x2", "y", "y1", "y2"}
LAST_DIGIT = Decimal("0.00005")


def name_of(element):
    return element.tag.rsplit("}", 1)[-1]


def text_of(element):
    return "".join(element.itertext())


def number(text):
    return Decimal(text.replace("−", "-").replace(",", ""))


def check_harmless(root):
    for element in root.iter():
        assert name_of(element) not in REFUSED, element.tag
        for key, value in element.attrib.items():
            assert key in ATTRIBUTES, (element.tag, key)
            assert key != "href" or value.startswith("#"), value
    style = text_of(root.find(f"{XHTML}head/{XHTML}style"))
    assert "url(" not in style and "@import" not in style and "<" not in style and "&" not in style


def luminance(colour):
    """Relative, by WCAG 2.2."""
    digits = colour if len(colour) == 6 else "".join(digit * 2 for digit in colour)
    parts = [int(digits[i:i + 2], 16) / 255 for i in (0, 2, 4)]
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def check_contrast(root):
    style = text_of(root.find(f"{XHTML}head/{XHTML}style"))
    schemes = re.findall(r":root\{([^}]*--ground[^}]*)\}", style)
    assert len(schemes) == 2, schemes
    for scheme in schemes:
        colours = {name: luminance(colour) for name, colour in re.findall(r"--(\w+):#([0-9a-f]+)", scheme)}
        for text in ("text", "soft", "link", "good", "bad"):
            for ground in ("ground", "said", "indirect"):
                low, high = sorted((colours[text], colours[ground]))
                assert (high + 0.05) / (low + 0.05) >= 4.5, (text, ground, scheme)


def check_links(root):
    ids = [element.get("id") for element in root.iter() if element.get("id") is not None]
    assert len(ids) == len(set(ids)), sorted(ids)
    for element in root.iter():
        for key in ("href", "aria-labelledby"):
            if element.get(key) is not None:
                assert element.get(key).lstrip("#") in ids, element.get(key)


def check_structure(root):
    assert root.tag == XHTML + "html" and root.get("lang") == "en"
    assert text_of(root.find(f"{XHTML}head/{XHTML}title"))
    levels = [int(name_of(element)[1]) for element in root.iter() if re.fullmatch("h[1-6]", name_of(element))]
    assert levels[0] == 1 and levels.count(1) == 1
    for one, other in zip(levels, levels[1:]):
        assert other <= one + 1, levels
    for table in root.iter(XHTML + "table"):
        heads = table.findall(f"{XHTML}thead/{XHTML}tr/{XHTML}th")
        assert heads and all(head.get("scope") == "col" for head in heads)
        for row in table.findall(f"{XHTML}tbody/{XHTML}tr"):
            assert len(row) == len(heads), [text_of(cell) for cell in row]
    for svg in root.iter("{http://www.w3.org/2000/svg}svg"):
        assert svg.get("role") == "img" and svg.get("aria-label")


def check_sums(root):
    n = 0
    for table in root.iter(XHTML + "table"):
        foot = table.find(f"{XHTML}tfoot/{XHTML}tr")
        if foot is None:
            continue
        rows = table.findall(f"{XHTML}tbody/{XHTML}tr")
        parts = [number(text_of(row[-1])) for row in rows]
        assert abs(sum(parts) - number(text_of(foot[-1]))) <= LAST_DIGIT * (len(parts) + 1), parts
        n += 1
    return n


def check_means(root):
    for article in root.iter(XHTML + "article"):
        for details in article.iter(XHTML + "details"):
            if "the whole is the mean of" not in text_of(details[0]):
                continue
            scores = [number(text_of(line[0])) for line in details.findall(f"{XHTML}ul/{XHTML}li")]
            whole = number(re.search(r"The whole: ([−+0-9.]+) from", text_of(article))[1])
            assert abs(sum(scores) / len(scores) - whole) <= 2 * LAST_DIGIT, (scores, whole)


def main(path):
    with open(path, "rb") as file:
        page = file.read()
    assert page.startswith(b"<!DOCTYPE html>\n") and page.endswith(b"</html>\n")
    root = ElementTree.fromstring(page)
    check_harmless(root)
    check_contrast(root)
    check_links(root)
    check_structure(root)
    check_means(root)
    print(check_sums(root), "sums")


if __name__ == "__main__":
    main(sys.argv[1])
