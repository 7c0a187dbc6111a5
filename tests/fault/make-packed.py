#!/usr/bin/env python3
# make-packed.py FOLDER: one corpus in every packing galley undoes, whole and damaged.
import bz2
import gzip
import io
import lzma
import os
import subprocess
import sys
import tarfile
import zipfile
import zlib

os.chdir(sys.argv[1])
WORDS = "harbour council night vote crew paper ship plan mayor letter".split()


def line(i):
    words = " ".join(WORDS[(i * 7 + k * k) % len(WORDS)] for k in range(250))
    return '{"id":"d%d","text":"%s. No %d."}\n' % (i, words, i)


plain = "".join(line(i) for i in range(1500)).encode()


def put(name, data):
    with open(name, "wb") as file:
        file.write(data)


def zst(data):
    return subprocess.run(["zstd", "-q", "-c"], input=data, stdout=subprocess.PIPE, check=True).stdout


def tar(members, links=()):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        for name, target in links:
            info = tarfile.TarInfo(name)
            info.type, info.linkname = tarfile.SYMTYPE, target
            archive.addfile(info)
    return out.getvalue()


def zipped(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def cut(data):
    return data[: len(data) * 2 // 3]


def spoil(data, at, by):
    return data[:at] + by + data[at + len(by):]


def in_members(pieces, pack, damaged, at):
    """Each piece a member of its own, one of them spoilt AT a share of it."""
    members = [pack(piece) for piece in pieces]
    one = members[damaged]
    begin = min(int(len(one) * at), len(one) - 5)
    members[damaged] = spoil(one, begin, bytes(byte ^ 0x55 for byte in one[begin:begin + 4]))
    return b"".join(members)


def lines_outside(pieces, damaged):
    """Lines that lie in no part in the damaged piece."""
    before, behind = b"".join(pieces[:damaged]), b"".join(pieces[damaged + 1:])
    return before.count(b"\n") + behind.count(b"\n") - (not pieces[damaged].endswith(b"\n"))


gz = gzip.compress(plain, 6, mtime=0)
put("plain.jsonl", plain)
put("whole.gz", gz)
put("named-wrongly.txt", gz)
half = plain.index(b"\n", len(plain) // 2) + 1
put("members.jsonl.gz", gzip.compress(plain[:half], mtime=0) + gzip.compress(plain[half:], mtime=0))
put("padded.jsonl.gz", gz + bytes(1000))
put("whole.bz2", bz2.compress(plain))
put("whole.xz", lzma.compress(plain))
put("empty.jsonl.gz", gzip.compress(b"", mtime=0))
put("damaged.jsonl.bz2", cut(bz2.compress(plain[:half])) + bz2.compress(plain[half:]))
put("damaged.jsonl.xz", spoil(lzma.compress(plain), len(lzma.compress(plain)) // 2, b"spoilt"))
for name, packed, undo in [("gz", gz, zlib.decompressobj(31)), ("bz2", bz2.compress(plain), bz2.BZ2Decompressor()),
                           ("xz", lzma.compress(plain), lzma.LZMADecompressor())]:
    put("cut.jsonl." + name, cut(packed))
    # what the library gives of it by itself
    put("cut.jsonl." + name + ".lines", str(undo.decompress(cut(packed)).count(b"\n")).encode())
put("crc.jsonl.gz", spoil(gz, len(gz) - 6, bytes([gz[-6] ^ 1])))
put("tail.jsonl.gz", gz + b"and then some")
put("tail.jsonl.bz2", bz2.compress(plain) + b"and then some more than a few bytes")

# Members that end with a line, and such as end anywhere, as block compressors make them.
by_line = [b"".join(plain.splitlines(True)[i:i + 100]) for i in range(0, 1500, 100)]
anywhere = [plain[i:i + (1 << 17)] for i in range(0, len(plain), 1 << 17)]
packers = {"gz": lambda piece: gzip.compress(piece, mtime=0), "bz2": bz2.compress, "xz": lzma.compress,
           "zst": lambda piece: zst(piece)}
for name, pack in packers.items():
    for kind, pieces in (("by-line", by_line), ("anywhere", anywhere)):
        try:
            put("gap-%s.jsonl.%s" % (kind, name), in_members(pieces, pack, 7, 0.5))
        except FileNotFoundError:
            continue
        put("gap-%s.jsonl.%s.lines" % (kind, name), str(lines_outside(pieces, 7)).encode())
put("gap.txt.gz", in_members(anywhere, packers["gz"], 7, 0.5))

members = [("a.jsonl", plain), ("deep/b.jsonl", plain), ("deep/.hidden.jsonl", b"{}\n")]
put("two.tar", tar(members))
put("two.tgz", gzip.compress(tar(members), mtime=0))
put("two.zip", zipped(members))
several = [("%d.jsonl" % i, line(i).encode()) for i in range(10)]
damaged = zipped(several)
put("damaged.zip", spoil(damaged, damaged.index(b"4.jsonl") + len("4.jsonl") + 20, b"\xff\x00\xff"))
damaged = zipped(several)
put("crc.zip", spoil(damaged, damaged.index(b"4.jsonl") - 16, b"\xff\x00\xff\x00"))
damaged = tar(several)
put("damaged.tar", spoil(damaged, damaged.index(b"4.jsonl") + 100, b"\xff" * 10))
put("letter.docx", zipped([("docProps/app.xml", b"<x/>"), ("word/document.xml", b"<w>Dear Sir</w>")]))
put("letter-renamed.zip", zipped([("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<w>Dear Sir</w>")]))
put("tricks.tar", tar([("../../outside.jsonl", b'{"text":"a"}\n'), ("/etc/passwd.jsonl", b'{"text":"b"}\n')],
                      [("link.jsonl", "/etc/passwd")]))
put("nested.tar", tar([("inner.jsonl.gz", gz), ("c.jsonl", b'{"text":"c"}\n')]))
put("both.tar", tar([("a.jsonl", b'{"text":"a"}\n')]) + tar([("b.jsonl", b'{"text":"b"}\n')]))
put("zeros.gz", gzip.compress(bytes(1 << 20), mtime=0))
put("nothing.jsonl.gz", b"")
# A frame with a window of 2 GiB (RFC 8878, 3.1.1.1.2) and one raw block of one byte.
put("window.zst", b"\x28\xb5\x2f\xfd" + bytes([0, 31 - 10 << 3]) + b"\x09\0\0x")
put("cut.tgz", cut(gzip.compress(tar(members), mtime=0)))
try:
    put("whole.zst", zst(plain))
    put("cut.jsonl.zst", cut(zst(plain)))
    put("tail.jsonl.zst", zst(plain) + b"and then some")
    put("frames.jsonl.zst", zst(plain[:half]) + b"\x50\x2a\x4d\x18\3\0\0\0abc" + zst(plain[half:]))
    put("bomb.zst", zst(b"a" * (1030 << 20)))
except FileNotFoundError:
    pass
