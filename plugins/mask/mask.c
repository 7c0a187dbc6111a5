/* mask.c: addresses and numbers that lead to people become placeholders.
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include <galley/galley.h>

#include "address.h"
#include "email.h"
#include "phone.h"

typedef struct {
    const char *const *kinds;
    const char *placeholder;
    guint chosen; /* 1 << kind */
} Mask;

/* In the order in which they are tried at a place. */
enum {
    KIND_EMAIL,
    KIND_IPV6,
    KIND_IPV4,
    KIND_PHONE,
    N_KINDS,
};

static const struct {
    const char *name;
    const char *counter;
    guint32 (*end)(const char *text, guint32 size, guint32 at);
} kinds[N_KINDS] = {
    [KIND_EMAIL] = { "email", "email addresses", email_end },
    [KIND_IPV6] = { "ipv6", "IPv6 addresses", ipv6_end },
    [KIND_IPV4] = { "ipv4", "IPv4 addresses", ipv4_end },
    [KIND_PHONE] = { "phone", "phone numbers", phone_end },
};
static const char *const kind_choices[] = { "email", "ipv4", "ipv6", "phone", NULL };

static const GalleyOption options[] = {
    GALLEY_OPTION_LIST(Mask, kinds, "email,ipv4,ipv6,phone", kind_choices, "what to mask"),
    GALLEY_OPTION_STRING(Mask,
                         placeholder,
                         "[{kind}]",
                         "what stands in its place; {kind} is email, ipv4, ipv6 or phone"),
    GALLEY_OPTION_END,
};

static const GalleyPort gives[] = { GALLEY_EDITS_TEXT, GALLEY_PORT_END };

static gboolean
mask_open(gpointer options_struct, const GalleyContext *context, GError **error)
{
    Mask *self = options_struct;
    (void)context;
    (void)error;
    for (gsize i = 0; self->kinds != NULL && self->kinds[i] != NULL; i++)
        for (guint kind = 0; kind < N_KINDS; kind++)
            if (g_str_equal(self->kinds[i], kinds[kind].name))
                self->chosen |= 1u << kind;
    return TRUE;
}

typedef struct {
    const Mask *options;
    char *placeholders[N_KINDS];
} Worker;

static gpointer
mask_worker_new(gconstpointer options_struct, GError **error)
{
    const Mask *self = options_struct;
    (void)error;
    Worker *worker = g_new0(Worker, 1);
    worker->options = self;
    g_auto(GStrv) parts = g_strsplit(self->placeholder, "{kind}", -1);
    for (guint kind = 0; kind < N_KINDS; kind++)
        worker->placeholders[kind] = g_strjoinv(kinds[kind].name, parts);
    return worker;
}

static void
mask_worker_free(gpointer data)
{
    Worker *worker = data;
    for (guint kind = 0; kind < N_KINDS; kind++)
        g_free(worker->placeholders[kind]);
    g_free(worker);
}

/* ---- the step ---- */

/* The bytes that something to be masked can begin with: all but few of prose are letters. */
static gboolean
may_begin(char byte)
{
    return g_ascii_isdigit(byte) || byte == '+' || byte == '(' || byte == ':' ||
           (byte >= 'a' && byte <= 'f') || (byte >= 'A' && byte <= 'F');
}

/* Masks what begins at @at, without a reason: what is masked must not go out as removed. Returns: its
 * end, or @at. */
static guint32
mask_at(const Worker *worker,
        GalleyDocument *document,
        const char *text,
        guint32 size,
        guint32 at,
        guint kind)
{
    if ((worker->options->chosen >> kind & 1) == 0)
        return at;
    guint32 end = kinds[kind].end(text, size, at);
    if (end == at)
        return at;
    galley_document_edit(document, at, end, worker->placeholders[kind], -1, NULL);
    galley_document_count(document, kinds[kind].counter, 1);
    return end;
}

/* Where the next e-mail address at or after @at begins, by its sign; @size if there is none. */
static guint32
next_email(const char *text, guint32 size, guint32 at)
{
    for (const char *sign = memchr(text + at, '@', size - at); sign != NULL;
         sign = memchr(sign + 1, '@', size - (guint32)(sign - text) - 1)) {
        guint32 begin = email_begin(text, size, (guint32)(sign - text));
        if (begin >= at && begin < size)
            return begin;
    }
    return size;
}

static GalleyStatus
mask_process(GalleyDocument *document, gpointer data, GError **error)
{
    guint32 size;
    const Worker *worker = data;
    const char *text = galley_document_get_text(document, &size);
    guint32 email = next_email(text, size, 0);
    (void)error;
    for (guint32 at = 0; at < size;) {
        guint32 end = at;
        if (at == email) {
            end = mask_at(worker, document, text, size, at, KIND_EMAIL);
            email = next_email(text, size, MAX(end, at + 1));
        }
        for (guint kind = KIND_IPV6; end == at && kind < N_KINDS && may_begin(text[at]); kind++)
            end = mask_at(worker, document, text, size, at, kind);
        if (end > email)
            email = next_email(text, size, end);
        at = MAX(end, at + 1);
    }
    return GALLEY_OK;
}

static const GalleyPlugin plugin = {
    GALLEY_PLUGIN_SIZES,
    .kind = GALLEY_KIND_PROCESSOR,
    .name = "mask",
    .version = "0.1.0",
    .revision = 1,
    .summary = "Puts placeholders for e-mail addresses, IP addresses and phone numbers",
    .authors = "The galley authors",
    .licence = "MIT",
    .options = options,
    .options_size = sizeof(Mask),
    .gives = gives,
    .open = mask_open,
    .worker_new = mask_worker_new,
    .process = mask_process,
    .worker_free = mask_worker_free,
};

GALLEY_PLUGIN_DEFINE(plugin)
