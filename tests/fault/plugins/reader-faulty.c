/* reader-faulty.c: a line is a document; where a line holds a word, the reader does what its options
 * say. Built twice: with `seek_record`, and with `next`. SPDX-License-Identifier: MIT */
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include <galley/plugin.h>
#include <galley/unicode.h>

enum { AT_NOTHING, AT_CUT, AT_PARSE };
enum { DO_SEGFAULT, DO_EXIT, DO_LOOP, DO_ERROR };
static const char *const places[] = { "nothing", "cut", "parse", NULL };
static const char *const deeds[] = { "segfault", "exit", "loop", "error", NULL };

typedef struct {
    gint at, what;
} Faulty;

static const GalleyOption options[] = {
    GALLEY_OPTION_ENUM(Faulty, at, "nothing", places, "where to do it"),
    GALLEY_OPTION_ENUM(Faulty, what, "segfault", deeds, "what to do"),
    GALLEY_OPTION_END,
};

static void
misbehave(int what)
{
    if (what == DO_SEGFAULT)
        raise(SIGSEGV);
    if (what == DO_EXIT)
        _exit(3);
    if (what == DO_LOOP)
        for (volatile guint i = 0;; i++)
            ;
}

static gboolean
is_evil(const guint8 *bytes, gsize size)
{
    return g_strstr_len((const char *)bytes, (gssize)size, "evil") != NULL;
}

#ifdef WITH_NEXT
static GalleyNext
faulty_next(gpointer worker, GalleyInput *input, GalleyRecord *record, GError **error)
{
    const Faulty *self = worker;
    gsize size, wanted = 65536;
    const guint8 *bytes = galley_input_peek(input, wanted, &size, error);
    if (!bytes)
        return GALLEY_NEXT_ERROR;
    if (size == 0)
        return GALLEY_NEXT_END;
    const guint8 *end = memchr(bytes, '\n', size);
    record->bytes = bytes;
    record->n_bytes = end ? (gsize)(end - bytes) + 1 : size;
    if (self->at == AT_CUT && is_evil(bytes, record->n_bytes)) {
        misbehave(self->what);
        g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_DATA, "told to fail");
        return GALLEY_NEXT_ERROR;
    }
    galley_input_consume(input, record->n_bytes);
    return GALLEY_NEXT_RECORD;
}
#else
static gsize
faulty_seek(gconstpointer data, const guint8 *bytes, gsize size, gsize from)
{
    const Faulty *self = data;
    const guint8 *end = memchr(bytes + from - 1, '\n', size - from + 1);
    gsize stop = end ? (gsize)(end - bytes) + 1 : size;
    if (self->at == AT_CUT && is_evil(bytes + from - 1, stop - from + 1))
        misbehave(self->what);
    return end ? stop : GALLEY_SEEK_NONE;
}
#endif

static GalleyStatus
faulty_parse(const GalleyRecord *record, GalleyDocument *document, gpointer worker, GError **error)
{
    const Faulty *self = worker;
    if (self->at == AT_PARSE && is_evil(record->bytes, record->n_bytes)) {
        misbehave(self->what);
        g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_DATA, "told to fail");
        return GALLEY_ERROR;
    }
    return galley_document_set_source(document, record->bytes, record->n_bytes,
                                      galley_encoding_find("utf-8"), error)
               ? GALLEY_OK
               : GALLEY_ERROR;
}

static const GalleyPlugin plugin = {
    GALLEY_PLUGIN_SIZES,
    .kind = GALLEY_KIND_READER,
#ifdef WITH_NEXT
    .name = "faulty-next",
    .next = faulty_next,
#else
    .name = "faulty",
    .seek_record = faulty_seek,
#endif
    .version = "1.0.0",
    .summary = "does what its options say, right or wrong",
    .licence = "MIT",
    .options = options,
    .options_size = sizeof(Faulty),
    .parse = faulty_parse,
};

GALLEY_PLUGIN_DEFINE(plugin)
