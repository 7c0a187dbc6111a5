#!/usr/bin/env python3
"""Archives that warcio writes, read by galley and by warcio: peers.py GALLEY [RECORDS [SEED]]. SPDX-License-Identifier: MIT

Needs warcio from PyPI, in an environment of its own; without it says so and exits with 77. Compares payload, address, date, type
and status of each record; prints the first differences. The exit status is 1 if there are any.
"""
import gzip, io, json, os, random, subprocess, sys, tempfile, zlib

try:
    from warcio.archiveiterator import ArchiveIterator
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter
except ImportError:
    print('no warcio here: pip install warcio')
    sys.exit(77)

CODINGS = {None: bytes, 'gzip': lambda data: gzip.compress(data, mtime=0), 'deflate': zlib.compress}
TYPES = ['text/html; charset=utf-8', 'text/plain; charset=utf-8', 'image/png', 'application/xhtml+xml; charset="utf-8"']


def page(rng):
    words = 'harbour ferry Grüße WARC/1.0 <p> \r\n\r\n паром 0 quay \n'.split(' ')
    return ('<p>' + ' '.join(rng.choice(words) for _ in range(rng.randint(0, 3000)))).encode()


def chunks(rng, data):
    out = io.BytesIO()
    while data:
        size = rng.randint(1, 5000)
        out.write(b'%X\r\n%s\r\n' % (len(data[:size]), data[:size]))
        data = data[size:]
    return out.getvalue() + b'0\r\n\r\n'


def response(rng, writer, number):
    coding = rng.choice(list(CODINGS))
    body = CODINGS[coding](page(rng))
    head = [('Content-Type', rng.choice(TYPES)), ('X-Long', 'x' * rng.randint(0, 200))]
    head += [('Content-Encoding', coding)] if coding else []
    if rng.random() < 0.3:
        body = chunks(rng, body)
        head.append(('Transfer-Encoding', 'chunked'))
    status = rng.choice(['200 OK', '200 OK', '200 OK', '404 Not Found', '301 Moved'])
    http = StatusAndHeaders(status, head, protocol='HTTP/1.1')
    return writer.create_warc_record('http://a.example/%d' % number, 'response', payload=io.BytesIO(body), http_headers=http)


def record(rng, writer, number):
    kind = rng.random()
    if kind < 0.6:
        return response(rng, writer, number)
    if kind < 0.7:
        head = StatusAndHeaders('GET / HTTP/1.1', [('Host', 'a.example')])
        return writer.create_warc_record('http://a.example/%d' % number, 'request', http_headers=head)
    return writer.create_warc_record('http://a.example/%d' % number, 'conversion', payload=io.BytesIO(page(rng)),
                                     warc_content_type='text/plain')


def write(path, rng, n):
    with open(path, 'wb') as file:
        writer = WARCWriter(file, gzip=path.endswith('.gz'), warc_version=rng.choice(['WARC/1.0', 'WARC/1.1']))
        writer.write_record(writer.create_warcinfo_record('a.warc', {'software': 'none'}))
        for number in range(n):
            writer.write_record(record(rng, writer, number))


def read_warcio(path):
    with open(path, 'rb') as file:
        for one in ArchiveIterator(file):
            http = one.http_headers
            media = (http if http else one.rec_headers).get_header('Content-Type') or ''
            media = media.split(';')[0]
            if one.rec_type not in ('response', 'conversion') or not media.startswith(('text/', 'application/xhtml')):
                continue
            if http and http.get_statuscode() != '200':
                continue
            text = one.content_stream().read().decode()
            yield {'text': text, 'url': one.rec_headers.get_header('WARC-Target-URI'), 'type': one.rec_type,
                   'date': one.rec_headers.get_header('WARC-Date'), 'media': media}


def read_galley(galley, folder, name):
    with open(os.path.join(folder, 'p.yaml'), 'w', encoding='utf-8') as file:
        file.write('galley: 1\nreader: auto\nsteps: []\nwriters: [jsonl]\n')
    subprocess.run([galley, 'run', '-q', 'p.yaml', name, '-o', 'out-' + name], cwd=folder, check=True)
    with open(os.path.join(folder, 'out-' + name, 'documents.jsonl'), encoding='utf-8') as file:
        for row in map(json.loads, file):
            data = row['metadata']
            yield {'text': row['text'], 'url': data['url'], 'type': data['warc_type'], 'date': data['warc_date'],
                   'media': data['content_type']}


def compare(galley, folder, name, rng, n):
    write(os.path.join(folder, name), rng, n)
    theirs = list(read_warcio(os.path.join(folder, name)))
    ours = list(read_galley(galley, folder, name))
    differences = [(i, key, a[key], b[key]) for i, (a, b) in enumerate(zip(ours, theirs)) for key in a if a[key] != b[key]]
    for i, key, a, b in differences[:5]:
        print('record %d, %s:\n  galley %.200r\n  warcio %.200r' % (i, key, a, b))
    print('%s: %d documents by warcio, %d by galley, %d differences' % (name, len(theirs), len(ours), len(differences)))
    return len(ours) != len(theirs) or bool(differences)


def main(galley, n=2000, seed=1):
    rng = random.Random(int(seed))
    with tempfile.TemporaryDirectory() as folder:
        wrong = [compare(os.path.abspath(galley), folder, name, rng, int(n)) for name in ('a.warc', 'a.warc.gz')]
    return any(wrong)


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
