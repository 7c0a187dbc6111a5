/* fuzz-csv.c: any bytes as a table of the reader csv; what is written reads back the same.
 * SPDX-License-Identifier: MIT */
#include "../../plugins/reader-csv/rows.h"
#include "reader-target.h"

static ReaderChoice readers = {
    .options = {
        "text=text",
        "delimiter=semicolon;types=n,number;metadata=n",
        "columns=id,text,n;types=n,int",
        "encoding=windows-1252",
    },
};

/* ---- rows cover the bytes, whatever pieces they come in ---- */

static gsize
scan_in_pieces(const guint8 *bytes, gsize size, gsize piece, Units units, RowStatus *status)
{
    RowScan scan = { 0 };
    gsize shown = 0;
    do {
        shown = MIN(size, shown + piece);
        *status = row_scan(&scan, bytes, shown, shown == size, units, ROW_DELIMITERS);
    } while (*status == ROW_OPEN && shown < size);
    g_assert(*status != ROW_OPEN);
    return scan.at;
}

static void
check_rows(const guint8 *bytes, gsize size, Units units)
{
    for (gsize at = 0; at < size;) {
        RowStatus whole, pieces;
        gsize end = scan_in_pieces(bytes + at, size - at, size, units, &whole);
        gsize same = scan_in_pieces(bytes + at, size - at, 3, units, &pieces);
        g_assert(end > 0 && end <= size - at && end == same && whole == pieces);
        at += end;
    }
}

/* ---- a document as a table ---- */

static void
check_round_trip(const GalleyDocument *document)
{
    static const GalleyCsv form = { .delimiter = ',' };
    guint32 size, again_size;
    const char *text = galley_document_get_text(document, &size);
    g_autoptr(GalleyDocument) again = NULL;
    g_autoptr(GString) table = g_string_new("text\n");
    if (memchr(text, '\0', size) != NULL || g_str_has_prefix(text, "\xEF\xBB\xBF"))
        return;
    galley_csv_append_text(table, &form, text, size);
    g_string_append_c(table, '\n');
    g_assert(host_parse(reader_chosen(&readers, 0), table->str, table->len, &again, NULL) ==
             GALLEY_OK);
    const char *same = galley_document_get_text(again, &again_size);
    g_assert(size == again_size && memcmp(text, same, size) == 0);
}

int
LLVMFuzzerTestOneInput(const guint8 *bytes, size_t size)
{
    if (size == 0)
        return 0;
    Host *host = reader_chosen(&readers, bytes[0]);
    check_rows(bytes, size, (Units){ 1, 0 });
    check_rows(bytes, size, (Units){ 2, 0 });
    g_autoptr(GalleyDocument) document = reader_parse(host, bytes + 1, size - 1);
    if (document != NULL)
        check_round_trip(document);
    return 0;
}
