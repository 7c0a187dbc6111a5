/* cleaner.c: options, life cycle, and the sub-steps in their order. SPDX-License-Identifier: MIT */
#include "cleaner.h"

#include <string.h>

#include <galley/plugin.h>

#include "lines.h"

static const char *const normalize_choices[] = { "none", "nfc", "nfkc", NULL };
static const char *const boilerplate_choices[] = { "keep", "safe", "balanced", NULL };
static const char *const fold_choices[] = { "quotes", "dashes", "ellipses", NULL };

static const GalleyOption options[] = {
    GALLEY_OPTION_BOOL(Cleaner, mojibake, "true", "repair UTF-8 that was read as a one-byte code page"),
    GALLEY_OPTION_BOOL(Cleaner, entities, "true", "decode HTML's character references where there are no tags"),
    GALLEY_OPTION_BOOL(Cleaner, controls, "true", "drop controls, terminal escapes, zero-width and bidi characters"),
    GALLEY_OPTION_BOOL(Cleaner, line_ends, "true", "make every line end a line feed"),
    GALLEY_OPTION_BOOL(Cleaner, blanks, "true", "make tabs and the blanks of Unicode plain ones"),
    GALLEY_OPTION_ENUM(Cleaner, normalize, "nfc", normalize_choices, "normalization form of Unicode"),
    GALLEY_OPTION_LIST(Cleaner, fold, NULL, fold_choices, "typographic marks to write in ASCII"),
    GALLEY_OPTION_ENUM(Cleaner, boilerplate, "safe", boilerplate_choices, "lines that are no part of the article: how freely they are removed"),
    GALLEY_OPTION_BOOL(Cleaner, whitespace, "true", "single blanks, trimmed lines, at most one blank line in a row"),
    GALLEY_OPTION_END,
};

static const GalleyPort gives[] = { GALLEY_EDITS_TEXT, GALLEY_PORT_END };

/* ---- the sub-steps ---- */

static gboolean wants_mojibake(const Cleaner *c) { return c->mojibake; }
static gboolean wants_entities(const Cleaner *c) { return c->entities; }
static gboolean wants_controls(const Cleaner *c) { return c->controls; }
static gboolean wants_line_ends(const Cleaner *c) { return c->line_ends; }
static gboolean wants_blanks(const Cleaner *c) { return c->blanks; }
static gboolean wants_form(const Cleaner *c) { return c->normalize != NORMALIZE_NONE; }
static gboolean wants_folds(const Cleaner *c) { return c->folds != 0; }
static gboolean wants_lines(const Cleaner *c) { return c->boilerplate != BOILERPLATE_KEEP; }
static gboolean wants_whitespace(const Cleaner *c) { return c->whitespace; }

/* Each sees the text that the one before left. One whose flags the text lacks has nothing to do. */
static const struct {
    gboolean (*wanted)(const Cleaner *cleaner);
    guint flags;
    void (*run)(Pass *pass);
} steps[] = {
    { wants_mojibake, SCAN_NON_ASCII, repair_mojibake }, /* and again, as far as it was garbled again */
    { wants_mojibake, SCAN_NON_ASCII, repair_mojibake },
    { wants_mojibake, SCAN_NON_ASCII, repair_mojibake },
    { wants_entities, SCAN_AMPERSAND, decode_entities },
    { wants_controls, SCAN_CONTROL | SCAN_INVISIBLE, drop_controls },
    { wants_line_ends, SCAN_BREAK, unify_line_ends },
    { wants_blanks, SCAN_BLANK, unify_blanks },
    { wants_form, SCAN_NON_ASCII, normalize_text },
    { wants_folds, SCAN_NON_ASCII, fold_marks },
    { wants_whitespace, SCAN_LOOSE, collapse_whitespace }, /* so that lines which look the same are */
    { wants_lines, SCAN_ALWAYS, remove_boilerplate },
    { wants_whitespace, SCAN_LOOSE, collapse_whitespace },
};

static GalleyStatus
cleaner_process(GalleyDocument *document, gpointer data, GError **error)
{
    Worker *worker = data;
    Pass pass = { .cleaner = worker->cleaner, .document = document, .worker = worker };
    pass.text = galley_document_get_text(document, &pass.size);
    guint flags = scan_text(pass.text, pass.size);
    for (gsize i = 0; i < G_N_ELEMENTS(steps); i++) {
        if (!steps[i].wanted(worker->cleaner) || (flags & steps[i].flags) == 0)
            continue;
        pass.n_edits = 0;
        steps[i].run(&pass);
        if (pass.n_edits == 0)
            continue;
        if (!galley_document_apply_edits(document, error))
            return GALLEY_ERROR;
        pass.text = galley_document_get_text(document, &pass.size);
        flags = scan_text(pass.text, pass.size);
    }
    return GALLEY_OK;
}

/* ---- life cycle ---- */

static guint
parse_folds(const char *const *names)
{
    guint folds = 0;
    for (gsize i = 0; names != NULL && names[i] != NULL; i++) {
        for (guint choice = 0; fold_choices[choice] != NULL; choice++)
            folds |= strcmp(names[i], fold_choices[choice]) == 0 ? 1u << choice : 0;
    }
    return folds;
}

static gboolean
cleaner_open(gpointer self, const GalleyContext *context, GError **error)
{
    (void)context;
    (void)error;
    Cleaner *cleaner = self;
    cleaner->folds = parse_folds(cleaner->fold);
    if (cleaner->mojibake)
        cleaner->mojibake_tables = mojibake_tables_new();
    return TRUE;
}

static void
cleaner_close(gpointer self)
{
    Cleaner *cleaner = self;
    g_clear_pointer(&cleaner->mojibake_tables, mojibake_tables_free);
}

static gpointer
cleaner_worker_new(gconstpointer self, GError **error)
{
    (void)error;
    Worker *worker = g_new0(Worker, 1);
    worker->cleaner = self;
    worker->scratch = g_string_new(NULL);
    worker->lines = g_array_new(FALSE, FALSE, sizeof(Line));
    worker->slots = g_array_new(FALSE, TRUE, sizeof(guint32));
    return worker;
}

static void
cleaner_worker_free(gpointer data)
{
    Worker *worker = data;
    g_string_free(worker->scratch, TRUE);
    g_array_unref(worker->lines);
    g_array_unref(worker->slots);
    g_free(worker);
}

static const GalleyPlugin plugin = {
    GALLEY_PLUGIN_SIZES,
    .kind = GALLEY_KIND_PROCESSOR,
    .name = "cleaner",
    .version = "0.1.0",
    .revision = 1,
    .summary = "Repairs characters and removes what is not part of an article, all by edits",
    .authors = "the galley authors",
    .url = "https://galley.example/cleaner",
    .licence = "MIT",
    .options = options,
    .options_size = sizeof(Cleaner),
    .gives = gives,
    .open = cleaner_open,
    .worker_new = cleaner_worker_new,
    .process = cleaner_process,
    .worker_free = cleaner_worker_free,
    .close = cleaner_close,
};

GALLEY_PLUGIN_DEFINE(plugin)
