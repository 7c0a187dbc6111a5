/* fuzz-mbox.c: any bytes as a mailbox: mails end where they end, whatever is seen at once; the way
 * back leads to the body. SPDX-License-Identifier: MIT */
#include "../../plugins/reader-mbox/codings.h"
#include "../../plugins/reader-mbox/mails.h"
#include "../plugin-host.h"

/* Built with the reader's sources, whose galley_plugin_query() answers here. */
int LLVMFuzzerTestOneInput(const guint8 *bytes, size_t size);

static const char *const options[] = {
    "quoting=rd",
    "quoting=o;content_length=true",
    "quoting=none;prefer=html;id=message-id",
    "quoted=drop",
};

/* One worker for all mails, as in a run. */
static Host *
host_for(guint8 choice)
{
    static Host *hosts[G_N_ELEMENTS(options)];
    guint i = choice % G_N_ELEMENTS(options);
    if (hosts[i] == NULL)
        hosts[i] = host_new(galley_plugin_query(), options[i]);
    return hosts[i];
}

static void
parse(Host *host, const guint8 *bytes, gsize size)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GalleyDocument) document = NULL;
    GalleyStatus status = host_parse(host, (const char *)bytes, size, &document, &error);
    g_assert((status == GALLEY_ERROR) == (error != NULL));
}

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
        parse(host, bytes + at, end);
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
    Host *host = host_for(bytes[0]);
    check_base64(bytes, size);
    check_mails(host, bytes + 1, size - 1);
    parse(host, bytes + 1, size - 1);
    return 0;
}
