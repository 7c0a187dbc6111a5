/* fuzz-mbox.c: any bytes as a mailbox: mails end where they end, whatever is seen at once; the way
 * back leads to the body. SPDX-License-Identifier: MIT */
#include "../../plugins/reader-mbox/codings.h"
#include "../../plugins/reader-mbox/mails.h"
#include "reader-target.h"

static ReaderChoice readers = {
    .options = {
        "quoting=rd",
        "quoting=o;content_length=true",
        "quoting=none;prefer=html;id=message-id",
        "quoted=drop",
    },
};

/* The mail's end, seen @piece bytes more at a time. */
static gsize
find_end(const guint8 *bytes, gsize size, gsize piece, gboolean by_length)
{
    MailScan scan = { 0 };
    gsize shown = 0;
    do
        shown = MIN(size, shown + piece);
    while (!mails_scan(&scan, bytes, shown, shown == size, by_length));
    g_assert(scan.at <= size);
    return scan.at;
}

static void
check_mails(Host *host, const guint8 *bytes, gsize size)
{
    for (gsize at = 0; at < size;) {
        for (guint by_length = 0; by_length < 2; by_length++)
            g_assert(find_end(bytes + at, size - at, size, by_length != 0) ==
                     find_end(bytes + at, size - at, 7, by_length != 0));
        gsize end = find_end(bytes + at, size - at, size, FALSE);
        g_assert(end > 0);
        reader_try(host, bytes + at, end);
        at += end;
    }
}

/* What is written in base64 reads back the same. */
static void
check_base64(const guint8 *bytes, gsize size)
{
    gsize fault;
    g_autoptr(GString) out = g_string_new(NULL);
    g_autofree char *coded = g_base64_encode(bytes, size);
    g_assert(codings_append_base64(out, (const guint8 *)coded, strlen(coded), &fault));
    g_assert(out->len == size && memcmp(out->str, bytes, size) == 0);
}

int
LLVMFuzzerTestOneInput(const guint8 *bytes, size_t size)
{
    if (size == 0)
        return 0;
    Host *host = reader_chosen(&readers, bytes[0]);
    check_base64(bytes, size);
    check_mails(host, bytes + 1, size - 1);
    reader_try(host, bytes + 1, size - 1);
    return 0;
}
