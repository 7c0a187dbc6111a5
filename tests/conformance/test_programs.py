#!/usr/bin/env python3
"""Tables open rightly where people open them: each cell as R, pandas and a spreadsheet read it is the cell as RFC 4180 has
it, whatever it holds. A program that is not here is left out by name. SPDX-License-Identifier: MIT"""
import csv
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

GALLEY = os.environ["GALLEY_COMMAND"]
TEXTS = [
    "A plain one.",
    'She said "no", and left; "never, ever" again.',
    "Two\nlines,\r\nand a third.",
    "=1+1",
    "+49 30 1234, @home, -5",
    "\tTabs and  blanks  ",
    "007",
    "NA",
    "1e5",
    "Zoë’s “Größe” 😀 日本",
    "'tis \\ back",
    "",
]
PIPELINE = """galley: 1
reader: jsonl
steps: []
writers:
  - csv: {per: document, columns: [id, text, metadata.note], path: csv.csv, guard: %s}
"""
# Every cell as text, none taken for a missing value; in hexadecimal, so that nothing else is between.
R = """
table <- read.csv("out/csv.csv", colClasses = "character", na.strings = character(0), check.names = FALSE,
                  fileEncoding = "UTF-8", encoding = "UTF-8")
hex <- function(cell) paste(as.character(charToRaw(enc2utf8(cell))), collapse = "")
for (i in seq_len(nrow(table))) cat(sapply(table[i, ], hex), sep = "|", fill = FALSE, "\\n")
"""
MATRIX = """galley: 1
reader: jsonl
steps: [tokenizer]
writers:
  - aggregate: {path: terms.csv, rows: token, by: [id, lower(text)], where: {kind: word}}
"""
# A document-term matrix in long form becomes a sparse one, and quanteda's dfm where quanteda is.
R_MATRIX = """
library(Matrix)
long <- read.csv("out/terms.csv", na.strings = character(0), check.names = FALSE, encoding = "UTF-8")
names(long) <- c("id", "term", "count")
docs <- factor(long$id); terms <- factor(long$term)
wide <- sparseMatrix(i = as.integer(docs), j = as.integer(terms), x = long$count,
                     dimnames = list(docs = levels(docs), features = levels(terms)))
if (requireNamespace("quanteda", quietly = TRUE)) {
    wide <- quanteda::as.dfm(wide)
    cat("quanteda\n")
}
cat(paste(rownames(wide), Matrix::rowSums(wide)), sep = "\n")
cat("\nthe", sum(wide[, "the"]), "\n")
"""
PANDAS = """
import json, pandas
table = pandas.read_csv("out/csv.csv", dtype=str, keep_default_na=False)
print(json.dumps(table.values.tolist()))
"""


def write(folder, name, text):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
        file.write(text)


def run(folder, pipeline, documents):
    write(folder, "p.yaml", pipeline)
    write(folder, "in.jsonl", "".join(json.dumps(document) + "\n" for document in documents))
    done = subprocess.run([GALLEY, "run", "-q", "p.yaml", "in.jsonl", "-o", "out", "--overwrite"], cwd=folder,
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def make(folder, guard):
    run(folder, PIPELINE % guard, [{"id": f"d{i}", "text": text, "note": text[::-1]} for i, text in enumerate(TEXTS)])
    with open(os.path.join(folder, "out", "csv.csv"), newline="", encoding="utf-8") as file:
        return list(csv.reader(file))[1:]


def same(got, wanted, loose=lambda cell: cell):
    assert len(got) == len(wanted), f"{len(got)} rows, not {len(wanted)}"
    for row, right in zip(got, wanted):
        assert [loose(cell) for cell in row] == [loose(cell) for cell in right], f"{row}\nis not\n{right}"


def lines_of_r(cell):
    """R takes each kind of line end for its own."""
    return cell.replace("\r\n", "\n").replace("\r", "\n")


def test_python(folder):
    """Without a guard the cells are the documents' own."""
    rows = make(folder, "false")
    assert [row[1] for row in rows] == TEXTS, rows


def test_r(folder):
    if not shutil.which("Rscript"):
        return "Rscript is not here"
    rows = make(folder, "false")
    write(folder, "read.R", R)
    done = subprocess.run(["Rscript", "--vanilla", "read.R"], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    got = [[bytes.fromhex(cell).decode() for cell in line.strip().rstrip("|").split("|")]
           if line.strip() else [] for line in done.stdout.splitlines()]
    same([row + [""] * (3 - len(row)) for row in got], rows, lines_of_r)
    return None


def test_matrix(folder):
    """The words of each document, as R's sparse matrix has them."""
    if not shutil.which("Rscript"):
        return "Rscript is not here"
    texts = {"a": "The cat saw the dog.", "b": "A dog, the dog.", "c": "Größe zählt."}
    run(folder, MATRIX, [{"id": name, "text": text} for name, text in texts.items()])
    write(folder, "read.R", R_MATRIX)
    done = subprocess.run(["Rscript", "--vanilla", "read.R"], cwd=folder, capture_output=True, text=True)
    if "no package called" in done.stderr:
        return "R's package Matrix is not here"
    assert done.returncode == 0, done.stderr
    assert done.stdout.split()[-8:] == "a 5 b 4 c 2 the 3".split(), done.stdout
    return None


def test_pandas(folder):
    if not importlib.util.find_spec("pandas"):
        return "pandas is not here"
    rows = make(folder, "false")
    done = subprocess.run([sys.executable, "-c", PANDAS], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    same(json.loads(done.stdout), rows)
    return None


def test_spreadsheet(folder):
    """Gnumeric reads the table and writes it again: nothing was run as a formula."""
    if not shutil.which("ssconvert"):
        return "ssconvert (gnumeric) is not here"
    rows = make(folder, "true")
    done = subprocess.run(["ssconvert", "out/csv.csv", "again.csv"], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    with open(os.path.join(folder, "again.csv"), newline="", encoding="utf-8") as file:
        cells = {row[0]: row for row in csv.reader(file)}
    assert len(cells) == len(rows) + 1, cells
    assert cells["d3"][1].lstrip("'") == "=1+1", cells["d3"]
    assert cells["d9"][1] == TEXTS[9], cells["d9"]
    return None


# The cells of a sheet as LibreOffice has them, formulas as formulas: no cell may be one.
OFFICE = ["soffice", "--headless", "--norestore", "--convert-to"]
READ_CSV = "--infilter=Text - txt - csv (StarCalc):44,34,76,1,,0,false,true"
OFFICE_NAMES = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}%s"


def cells_of_sheet(path):
    def named(space, name):
        return OFFICE_NAMES % (space, name)

    rows = []
    for row in xml.etree.ElementTree.parse(path).iter(named("table", "table-row")):
        cells = []
        for cell in row.iter(named("table", "table-cell")):
            text = "\n".join("".join(line.itertext()) for line in cell.iter(named("text", "p")))
            times = int(cell.get(named("table", "number-columns-repeated"), "1"))
            cells += [(text, cell.get(named("table", "formula")))] * (times if text else 1)
        rows.append(cells)
    return rows


def test_libreoffice(folder):
    """A sheet of LibreOffice's holds no formula, and the texts as they are."""
    if not shutil.which("soffice"):
        return "LibreOffice is not here"
    rows = make(folder, "true")
    done = subprocess.run(OFFICE + ["fods", READ_CSV, "out/csv.csv"], cwd=folder, capture_output=True, text=True,
                          env={**os.environ, "HOME": folder})
    if not os.path.exists(os.path.join(folder, "csv.fods")):
        return "LibreOffice does not run here: " + done.stderr[:100].replace("\n", " ")
    sheet = {row[0][0]: row for row in cells_of_sheet(os.path.join(folder, "csv.fods")) if row and row[0][0]}
    assert not [cell for row in sheet.values() for cell in row if cell[1]], sheet
    assert len(sheet) == len(rows) + 1, sheet
    for i in (0, 1, 3, 4, 9, 10):
        assert sheet[f"d{i}"][1][0].lstrip("'") == rows[i][1].lstrip("'"), (sheet[f"d{i}"], rows[i])
    return None


def main():
    tests = [(name, function) for name, function in globals().items() if name.startswith("test_")]
    failed = 0
    print(f"1..{len(tests)}")
    for number, (name, function) in enumerate(tests, 1):
        with tempfile.TemporaryDirectory() as folder:
            try:
                left_out = function(folder)
                print(f"ok {number} {name}" + (f" # SKIP {left_out}" if left_out else ""))
            except AssertionError as why:
                failed += 1
                print(f"not ok {number} {name}")
                print("\n".join("# " + line for line in str(why).splitlines()))
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
