#!/usr/bin/env python3
"""Mails made at random, read by galley and by Python's own mailbox and email: peers.py GALLEY [MAILS [SEED]].
Python 3 alone. SPDX-License-Identifier: MIT

Compares text, subject, sender, date, ids and names of attachments; prints the first differences. The exit status is 1 if there
are any.
"""
import datetime, email.policy, email.utils, json, mailbox, os, random, re, subprocess, sys, tempfile
from email.header import Header
from email.mime.application import MIMEApplication
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

WORDS = 'harbour ferry Grüße naïve Čapek „sehr“ déjà — quay =20 From >From . .. =C3 trailing\t'.split(' ')
RUSSIAN = 'паром опоздал и никто не удивился'.split(' ')
CHARSETS = {'utf-8': WORDS + RUSSIAN, 'iso-8859-1': ['Grüße', 'naïve', 'quay', '=20', 'From'], 'koi8-r': RUSSIAN,
            'windows-1252': ['„sehr“', '—', 'déjà', 'quay'],
            'us-ascii': ['quay', 'From', '=20', '--', '.'],
}


def line(rng, words):
    return ' '.join(rng.choice(words) for _ in range(rng.randint(0, 30)))


def text_part(rng, kind):
    charset = rng.choice(list(CHARSETS))
    text = '\n'.join(line(rng, CHARSETS[charset]) for _ in range(rng.randint(1, 8))) + '\n'
    part = MIMEText(text, kind, charset)
    if charset != 'us-ascii' and rng.random() < 0.5:
        del part['Content-Transfer-Encoding']
        body = text.encode(charset)
        part.set_payload(body.decode('ascii', 'surrogateescape'))
        if rng.random() < 0.5:
            email.encoders.encode_quopri(part)
        else:
            part['Content-Transfer-Encoding'] = '8bit'
    return part


def attachment(rng):
    name = rng.choice(['a.pdf', 'zwei Wörter.pdf', 'x' * 90 + 'ü.doc', 'quote".txt', 'паром.png'])
    part = MIMEApplication(rng.randbytes(50)) if rng.random() < 0.5 else MIMEImage(b'x', 'png')
    if rng.random() < 0.2:
        part = text_part(rng, 'plain')
    coded = name if name.isascii() else ('utf-8', '', name)
    part.add_header('Content-Disposition', 'attachment', filename=coded)
    return part


def body(rng, depth):
    kind = rng.random()
    if depth == 0 or kind < 0.3:
        return text_part(rng, rng.choice(['plain', 'plain', 'html']))
    if kind < 0.6:
        both = MIMEMultipart('alternative')
        both.attach(text_part(rng, 'plain'))
        both.attach(text_part(rng, 'html'))
        return both
    many = MIMEMultipart('mixed')
    many.attach(body(rng, depth - 1))
    for _ in range(rng.randint(0, 2)):
        many.attach(attachment(rng))
    return many


def mail(rng, number):
    message = body(rng, 3)
    charset = rng.choice(['utf-8', 'iso-8859-1', 'koi8-r'])
    message['Subject'] = Header(line(rng, CHARSETS[charset]) or 'x', charset)
    message['From'] = '%s <m%d@u.example>' % (Header(rng.choice(['Jürgen', 'Maria', 'Ève Č']), 'utf-8').encode(), number)
    zone = datetime.timezone(datetime.timedelta(minutes=rng.randrange(-720, 780, 15)))
    message['Date'] = email.utils.format_datetime(datetime.datetime.fromtimestamp(rng.randint(0, 2**31), zone))
    message['Message-ID'] = '<%d@u.example>' % number
    if number % 3 == 0:
        message['References'] = ' '.join('<%d@u.example>' % k for k in range(max(0, number - 9), number))
    return message


def write(path, rng, n):
    box = mailbox.mbox(path)
    for number in range(n):
        box.add(mail(rng, number))
    box.close()


def squeeze(text):
    return ' '.join(text.split())


def read_python(path):
    box = mailbox.mbox(path)
    for key in box.keys():
        raw = re.sub(rb'^>From ', b'From ', box.get_bytes(key), flags=re.MULTILINE)
        message = email.message_from_bytes(raw, policy=email.policy.default)
        part = message.get_body(('plain', 'html'))
        yield {
            'text': part.get_payload(decode=True).decode(part.get_content_charset() or 'us-ascii', 'replace'),
            'subject': squeeze(str(message['Subject'])),
            'from': squeeze(str(message['From'])),
            'date': message['Date'].datetime.isoformat(),
            'references': str(message['References'] or '').replace('<', '').replace('>', '').split(),
            'names': [one.get_filename() for one in message.walk() if one.get_filename()],
        }


def read_galley(galley, folder):
    with open(os.path.join(folder, 'p.yaml'), 'w', encoding='utf-8') as file:
        file.write('galley: 1\nreader: {mbox: {quoting: o, id: message-id}}\nsteps: []\nwriters: [jsonl]\n')
    subprocess.run([galley, 'run', '-q', 'p.yaml', 'in.mbox', '-o', 'out'], cwd=folder, check=True)
    with open(os.path.join(folder, 'out', 'documents.jsonl'), encoding='utf-8') as file:
        for row in map(json.loads, file):
            metadata = row['metadata']
            yield {
                'text': row['text'],
                'subject': squeeze(metadata.get('subject', '')),
                'from': squeeze(metadata['from']),
                'date': metadata['date'],
                'references': metadata.get('references', []),
                'names': [one['name'] for one in metadata.get('attachments', []) if 'name' in one],
            }


def main(galley, n=2000, seed=1):
    with tempfile.TemporaryDirectory() as folder:
        write(os.path.join(folder, 'in.mbox'), random.Random(int(seed)), int(n))
        theirs = list(read_python(os.path.join(folder, 'in.mbox')))
        ours = list(read_galley(os.path.abspath(galley), folder))
    differences = [(i, key, a[key], b[key]) for i, (a, b) in enumerate(zip(ours, theirs)) for key in a if a[key] != b[key]]
    for i, key, a, b in differences[:5]:
        print('mail %d, %s:\n  galley %r\n  Python %r' % (i, key, a, b))
    print('%d mails, %d read by galley, %d differences' % (len(theirs), len(ours), len(differences)))
    return len(ours) != len(theirs) or bool(differences)


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
