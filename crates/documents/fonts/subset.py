"""Cuts the faces of this folder out of their open-licensed originals. docs/fonts.md says how to run it.

usage: python subset.py FOLDER-OF-ORIGINALS FOLDER-OF-RESULTS
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont
from pypinyin_dict.pinyin_data import ktghz2013

# Result, original, family in a collection, our family, our weight.
FACES = [
    ("qiangxian-fang.ttf", "LXGWWenKai-Light.ttf", None, "Qiangxian Fang", 400),
    ("qiangxian-song.otf", "NotoSerifCJK-SemiBold.ttc", "Noto Serif CJK SC SemiBold", "Qiangxian Song", 400),
    ("qiangxian-hei.otf", "NotoSansCJK-Regular.ttc", "Noto Sans CJK SC", "Qiangxian Hei", 400),
]

def characters():
    """The 8105 standard characters, all of GB 2312 with its signs, Latin with accents, and what offices print."""
    found = set(ktghz2013.pinyin_dict)
    for first in range(0xA1, 0xF8):
        for second in range(0xA1, 0xFF):
            try:
                found.add(ord(bytes([first, second]).decode("gb2312")))
            except UnicodeDecodeError:
                pass
    ranges = [(0x20, 0x7E), (0xA0, 0x17F), (0x1CD, 0x1DC), (0x1F8, 0x1F9), (0x251, 0x251), (0x261, 0x261), (0x1E3E, 0x1E3F),
              (0x2010, 0x2027), (0x2030, 0x203E), (0x2070, 0x209C), (0x20A0, 0x20BF),
              (0x2100, 0x214F), (0x2150, 0x218B), (0x2190, 0x21FF), (0x2200, 0x22FF), (0x2460, 0x24FF), (0x2500, 0x257F),
              (0x25A0, 0x25FF), (0x2600, 0x260F), (0x2610, 0x2612), (0x2713, 0x2717), (0x3000, 0x303F), (0x3200, 0x33FF),
              (0xFE10, 0xFE1F), (0xFE30, 0xFE4F), (0xFF01, 0xFF5E), (0xFFE0, 0xFFE6)]
    for first, last in ranges:
        found.update(range(first, last + 1))
    return found

def opened(path, name):
    if name is None:
        return TTFont(path)
    return next(font for font in TTCollection(path).fonts if font["name"].getDebugName(4) == name)

def rename(font, family, weight):
    """A cut face must not carry a reserved name (OFL, condition 3); copyright and licence stay."""
    table = font["name"]
    keep = {0: table.getDebugName(0), 5: table.getDebugName(5), 13: table.getDebugName(13), 14: table.getDebugName(14)}
    table.names = []
    postscript = family.replace(" ", "") + "-Regular"
    names = {**keep, 1: family, 2: "Regular", 3: postscript, 4: family, 6: postscript}
    for number, text in sorted(names.items()):
        table.setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    if "CFF " in font:
        cff = font["CFF "].cff
        cff.fontNames = [postscript]
        top = cff.topDictIndex[0]
        top.FullName, top.FamilyName = family, family
        for key in ("Notice", "Copyright", "Weight"):
            top.rawDict.pop(key, None)

def main(originals, results):
    options = subset.Options()
    options.layout_features = ["kern", "palt", "vert", "ccmp", "locl", "mark", "mkmk"]
    options.hinting = False
    options.desubroutinize = False
    options.notdef_outline = True
    options.name_IDs = ["*"]
    options.drop_tables += ["DSIG", "vhea", "vmtx", "VORG", "BASE"]
    for result, original, name, family, weight in FACES:
        font = opened(originals / original, name)
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=characters())
        cutter.subset(font)
        rename(font, family, weight)
        font.recalcTimestamp = False
        font.save(results / result)
        print(result, (results / result).stat().st_size, len(font.getBestCmap()), "characters")

if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
