#!/usr/bin/env python3
# make-archives.py FOLDER: web archives of our own, whole and damaged.
import gzip
import os
import subprocess
import sys
import zlib

os.chdir(sys.argv[1])
END = b"\r\n\r\n"


def record(kind, fields, block, length=None):
    head = "WARC/1.0\r\nWARC-Type: %s\r\n" % kind
    head += "".join("%s: %s\r\n" % field for field in fields)
    length = len(block) if length is None else length
    return head.encode() + b"Content-Length: %s\r\n\r\n" % str(length).encode() + block


def response(body, fields=(), status="200 OK", media="text/html"):
    head = "HTTP/1.1 %s\r\n" % status
    head += "Content-Type: %s\r\n" % media if media else ""
    head += "".join("%s: %s\r\n" % field for field in fields)
    block = head.encode() + b"\r\n" + body
    return record("response", [("Content-Type", "application/http; msgtype=response")], block)


def three(length=None):
    return record("conversion", [("Content-Type", "text/plain")], b"three", length)


def coded(coding, body, fields=()):
    return response(body, [("Content-Encoding", coding)] + list(fields))


def chunks(data, size):
    out = b""
    for at in range(0, len(data), size):
        piece = data[at : at + size]
        out += b"%x\r\n%s\r\n" % (len(piece), piece)
    return out + b"0\r\n\r\n"


def put(name, data):
    with open(name, "wb") as file:
        file.write(data)


def pack(data):
    return gzip.compress(data, mtime=0)


def zst(data):
    return subprocess.run(["zstd", "-q", "-c"], input=data, stdout=subprocess.PIPE, check=True).stdout


info = record("warcinfo", [("Content-Type", "application/warc-fields")], b"software: none\r\n")
request = record("request", [("Content-Type", "application/http")], b"GET / HTTP/1.1\r\n\r\n")
five = [info, request, response(b"<p>one"), response(b"<p>two"), three()]
members = [pack(one + END) for one in five]

# whole
put("plain.warc", b"".join(one + END for one in five))
put("members.warc.gz", b"".join(members))
put("one.wet", three() + END)
put("by-content", three() + END)
put("line-feeds.warc", three().replace(b"\r\n", b"\n") + b"\n\n")
put("nothing.warc", b"")
put("line-ends.warc", END * 3)
put("dense.warc", three() + three())
put("wide.warc", three() + END + END * 9 + three() + END)
put("quoting.warc", record("conversion", [("Content-Type", "text/plain")], b"See:\nWARC/1.0\nis first.") + END)
put("reasons.warc", b"".join(one + END for one in [
    response(b"x", status="404 Not Found"),
    response(b"x", media="image/png"),
    response(b"x", media="x-world/x-3dmf"),
    response(b"x", media=None),
    record("confession", [], b"x"),
    response(b""),
]))
put("pages.warc", b"".join(one + END for one in [
    response(b"<html><head><title>A ferry</title><body><p>The ferry was late, and nobody on the quay was surprised."),
    record("conversion", [("Content-Type", "text/plain")], b"3 < 4, said the keeper."),
]))

# HTTP bodies in codings
page = b"<p>packed"
put("gzip.warc", coded("gzip", pack(page)) + END)
put("gzip-chunked.warc", coded("gzip", chunks(pack(page), 7), [("Transfer-Encoding", "chunked")]) + END)
put("gzip-members.warc", coded("x-gzip", pack(page[:4]) + pack(page[4:])) + END)
put("gzip-cut.warc", coded("gzip", pack(page)[:-6]) + END)
put("gzip-more.warc", coded("gzip", pack(page) + b"more") + END)
put("twice.warc", coded("deflate, gzip", pack(zlib.compress(page))) + END)
put("bomb.warc", coded("gzip", pack(bytes(1 << 25))) + END)

# damaged
put("garbage.warc", three() + END + b"what is this?\r\n" + three() + END)
put("large.warc", three(100)[:-5] + three() + END)
put("into.warc", three(50) + END + three() + END)
put("small.warc", three(3) + END + three() + END)
put("beyond.warc", three(10**18) + END + three() + END)
put("no-length.warc", three().replace(b"Content-Length: 5\r\n", b"") + END + three() + END)
put("no-number.warc", three("5 kB") + END + three() + END)
put("two-lengths.warc", three().replace(b"Content-L", b"Content-Length: 6\r\nContent-L") + END + three() + END)
put("old.warc", three().replace(b"WARC/1.0", b"WARC/0.18") + END + three() + END)
put("cut-block.warc", three() + END + three()[:-2])
put("cut-head.warc", three() + END + three()[:40])
put("cut-version.warc", three() + END + three()[:3])
broken = bytearray(b"".join(members))
broken[len(b"".join(members[:3])) + 20] ^= 0xFF
put("broken.warc.gz", bytes(broken))
put("cut.warc.gz", b"".join(members)[: -len(members[4]) - 9])
put("huge.warc", record("conversion", [("Content-Type", "text/plain")], b"x" * 200000) + END + three() + END)

# many blocks, with three bad stretches
text = b"The ferry was late, and nobody on the quay was surprised. " * 30
many = []
for i in range(1500):
    many.append(record("conversion", [("Content-Type", "text/plain")], b"%d. " % i + text) + END)
    if i % 500 == 250:
        many.append(b"lost\r\n")
put("many.warc", b"".join(many))
put("many.warc.gz", b"".join(pack(one) for one in many))
gaps = [pack(one) for one in many]
for i in 100, 700, 701, 1400:
    half = len(gaps[i]) // 2
    gaps[i] = gaps[i][:half] + b"\xff\xff\xff" + gaps[i][half + 3 :]
put("gaps.warc.gz", b"".join(gaps))

try:
    put("members.warc.zst", b"".join(zst(one + END) for one in five))
    put("zstd.warc", coded("zstd", zst(page)) + END)
except FileNotFoundError:
    pass
