/* writer-kwic.c: keywords in context: what stands left and right of each hit.
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include <galley/galley.h>

#include "words.h"

static const char *const delimiters[] = { "comma", "semicolon", "tab", NULL };
static const char delimiter_bytes[] = { ',', ';', '\t' };

typedef struct {
    const char *path;
    const char *layer;
    const char *const *words;
    const char *const *where;
    const char *const *columns;
    gint64 context;
    gboolean fold;
    gint delimiter;
    gboolean bom;
    gboolean guard;
} Kwic;

static const GalleyOption options[] = {
    GALLEY_OPTION_OUTPUT(Kwic, path, "kwic.csv", "file in the run's folder"),
    GALLEY_OPTION_STRING(Kwic, layer, NULL, "layer whose rows are the hits"),
    GALLEY_OPTION_LIST(Kwic,
                       words,
                       NULL,
                       NULL,
                       "words or phrases that are the hits; harbour* is any word that begins so"),
    GALLEY_OPTION_MAP(
        Kwic, where, NULL, "conditions on fields: hits that do not meet them stay out"),
    GALLEY_OPTION_LIST(
        Kwic, columns, NULL, NULL, "further fields of the hit, such as metadata.date"),
    GALLEY_OPTION_INT(Kwic, context, 60, 1, 10000, "characters", "length of left and right"),
    GALLEY_OPTION_BOOL(Kwic, fold, "true", "upper and lower case are the same in `words`"),
    GALLEY_OPTION_ENUM(Kwic, delimiter, "comma", delimiters, "what parts the fields"),
    GALLEY_OPTION_BOOL(Kwic, bom, "false", "begin with a byte order mark, for Excel"),
    GALLEY_OPTION_BOOL(
        Kwic, guard, "true", "an apostrophe before texts that a spreadsheet would run as formulas"),
    GALLEY_OPTION_END,
};

/* ---- contract ---- */

static const char *
layer_of(const Kwic *kwic)
{
    return kwic->words != NULL ? "token" : kwic->layer;
}

static GalleyFields *
parse_fields(const Kwic *kwic, GError **error)
{
    static const char *const none[] = { NULL };
    g_autoptr(GalleyFields) fields = galley_fields_parse(
        kwic->columns != NULL ? kwic->columns : none, layer_of(kwic), (guint)kwic->context, error);
    if (fields == NULL || !galley_fields_where(fields, kwic->where, error))
        return NULL;
    return g_steal_pointer(&fields);
}

static gboolean
kwic_contract(gconstpointer self, GalleyContract *contract, GError **error)
{
    const Kwic *kwic = self;
    if ((kwic->layer == NULL) == (kwic->words == NULL)) {
        g_set_error_literal(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_OPTION,
                            "hits of what? Write \"words: [harbour*, strike]\", or \"layer: "
                            "quotation\" for the rows of a layer; one of them");
        return FALSE;
    }
    if (kwic->layer != NULL && g_str_equal(kwic->layer, "removed")) {
        g_set_error_literal(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_OPTION,
                            "rows of \"removed\" are bytes of the source, and have no context");
        return FALSE;
    }
    WordList *words = kwic->words != NULL ? word_list_new(kwic->words, kwic->fold, error) : NULL;
    gboolean sound = kwic->words == NULL || words != NULL;
    g_clear_pointer(&words, word_list_free);
    g_autoptr(GalleyFields) fields = sound ? parse_fields(kwic, error) : NULL;
    if (fields == NULL)
        return FALSE;
    galley_fields_need(fields, contract);
    return TRUE;
}

/* ---- worker ---- */

typedef struct {
    const Kwic *kwic;
    GalleyCsv form;
    GalleyFields *fields;
    WordList *words; /* NULL: rows of the layer are the hits */
    GString *prose;
} Worker;

static void
kwic_worker_free(gpointer data)
{
    Worker *worker = data;
    g_clear_pointer(&worker->fields, galley_fields_free);
    g_clear_pointer(&worker->words, word_list_free);
    g_string_free(worker->prose, TRUE);
    g_free(worker);
}

static gpointer
kwic_worker_new(gconstpointer self, GError **error)
{
    const Kwic *kwic = self;
    Worker *worker = g_new0(Worker, 1);
    worker->kwic = kwic;
    worker->form = (GalleyCsv){ delimiter_bytes[kwic->delimiter], kwic->guard };
    worker->prose = g_string_new(NULL);
    worker->fields = parse_fields(kwic, error);
    if (worker->fields != NULL && kwic->words != NULL)
        worker->words = word_list_new(kwic->words, kwic->fold, error);
    if (worker->fields != NULL && (kwic->words == NULL || worker->words != NULL))
        return worker;
    kwic_worker_free(worker);
    return NULL;
}

/* ---- hits ---- */

/* One line: white space becomes a blank, at the edges too, so that the parts fit together. */
static void
append_prose(Worker *worker, const char *text, guint32 begin, guint32 end, GString *out)
{
    gboolean space = FALSE;
    g_string_truncate(worker->prose, 0);
    for (guint32 at = begin; at < end; at = galley_utf8_next(text, at)) {
        guint32 next = galley_utf8_next(text, at);
        gboolean blank = galley_unichar_is_space(galley_utf8_get(text, at));
        if (blank && !space)
            g_string_append_c(worker->prose, ' ');
        else if (!blank)
            g_string_append_len(worker->prose, text + at, next - at);
        space = blank;
    }
    galley_csv_append_text(out, &worker->form, worker->prose->str, worker->prose->len);
}

static guint32
go_left(const char *text, guint32 at, gint64 characters)
{
    while (at > 0 && characters-- > 0)
        at = galley_utf8_previous(text, at);
    return at;
}

static guint32
go_right(const char *text, guint32 size, guint32 at, gint64 characters)
{
    while (at < size && characters-- > 0)
        at = galley_utf8_next(text, at);
    return at;
}

static void
append_hit(
    Worker *worker, GalleyDocument *document, guint32 row, guint32 begin, guint32 end, GString *out)
{
    guint32 size;
    const char *text = galley_document_get_text(document, &size);
    const char *id = galley_document_get_id(document);
    gint64 context = worker->kwic->context;
    char delimiter = worker->form.delimiter;
    galley_csv_append_text(out, &worker->form, id, strlen(id));
    g_string_append_c(out, delimiter);
    append_prose(worker, text, go_left(text, begin, context), begin, out);
    g_string_append_c(out, delimiter);
    append_prose(worker, text, begin, end, out);
    g_string_append_c(out, delimiter);
    append_prose(worker, text, end, go_right(text, size, end, context), out);
    for (guint i = 0; i < galley_fields_get_n(worker->fields); i++) {
        g_string_append_c(out, delimiter);
        galley_csv_append_value(out, &worker->form, galley_fields_get(worker->fields, i, row));
    }
    g_string_append(out, "\r\n");
}

static gboolean
kwic_encode(GalleyDocument *document, gpointer data, GString *out, G_GNUC_UNUSED GError **error)
{
    Worker *worker = data;
    const char *text = galley_document_get_text(document, NULL);
    guint32 n = galley_fields_bind(worker->fields, document);
    const GalleyLayer *layer = galley_document_get_layer(document, layer_of(worker->kwic));
    if (layer == NULL)
        return TRUE;
    const guint32 *begins = galley_layer_get_begins(layer), *ends = galley_layer_get_ends(layer);
    for (guint32 row = 0; row < n;) {
        guint32 hit = worker->words != NULL ? word_list_match(worker->words, layer, text, row) : 1;
        if (hit > 0 && galley_fields_are_met(worker->fields, row))
            append_hit(worker, document, row, begins[row], ends[row + hit - 1], out);
        row += MAX(hit, 1);
    }
    return TRUE;
}

static gboolean
kwic_header(gconstpointer self, GString *out, G_GNUC_UNUSED GError **error)
{
    const Kwic *kwic = self;
    GalleyCsv form = { delimiter_bytes[kwic->delimiter], kwic->guard };
    static const char *const names[] = { "id", "left", "hit", "right" };
    if (kwic->bom)
        g_string_append(out, "\uFEFF");
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        if (i > 0)
            g_string_append_c(out, form.delimiter);
        g_string_append(out, names[i]);
    }
    for (const char *const *name = kwic->columns; name != NULL && *name != NULL; name++) {
        g_string_append_c(out, form.delimiter);
        galley_csv_append_text(out, &form, *name, strlen(*name));
    }
    g_string_append(out, "\r\n");
    return TRUE;
}

static const GalleyPlugin plugin = {
    GALLEY_PLUGIN_SIZES,
    .kind = GALLEY_KIND_WRITER,
    .name = "kwic",
    .version = "0.1.0",
    .revision = 2,
    .summary = "keywords in context: what stands left and right of each hit",
    .authors = "The galley authors",
    .licence = "MIT",
    .options = options,
    .options_size = sizeof(Kwic),
    .contract = kwic_contract,
    .worker_new = kwic_worker_new,
    .header = kwic_header,
    .encode = kwic_encode,
    .worker_free = kwic_worker_free,
};

GALLEY_PLUGIN_DEFINE(plugin)
