/* cleaner.c: options, life cycle, and the sub-steps in their order. SPDX-License-Identifier: MIT */
#include "cleaner.h"

#include <stddef.h>
#include <string.h>

#include <galley/plugin.h>

#include "lines.h"
#include "statistics.h"

static const char *const normalize_choices[] = { "none", "nfc", "nfkc", NULL };
static const char *const boilerplate_choices[] = { "keep", "safe", "balanced", NULL };
static const char *const fold_choices[] = { "quotes", "dashes", "ellipses", NULL };

static const GalleyOption options[] = {
    GALLEY_OPTION_BOOL(
        Cleaner, mojibake, "true", "repair UTF-8 that was read as a one-byte code page"),
    GALLEY_OPTION_BOOL(
        Cleaner, entities, "true", "decode HTML's character references where there are no tags"),
    GALLEY_OPTION_BOOL(Cleaner,
                       controls,
                       "true",
                       "drop controls, terminal escapes, zero-width and bidi characters"),
    GALLEY_OPTION_BOOL(Cleaner, line_ends, "true", "make every line end a line feed"),
    GALLEY_OPTION_BOOL(Cleaner, blanks, "true", "make tabs and the blanks of Unicode plain ones"),
    GALLEY_OPTION_ENUM(
        Cleaner, normalize, "nfc", normalize_choices, "normalization form of Unicode"),
    GALLEY_OPTION_LIST(Cleaner, fold, NULL, fold_choices, "typographic marks to write in ASCII"),
    GALLEY_OPTION_ENUM(Cleaner,
                       boilerplate,
                       "safe",
                       boilerplate_choices,
                       "lines that are no part of the article: how freely they are removed"),
    GALLEY_OPTION_BOOL(Cleaner,
                       whitespace,
                       "true",
                       "single blanks, trimmed lines, at most one blank line in a row"),
    GALLEY_OPTION_BOOL(
        Cleaner, statistics, "false", "set measures of C4, Gopher and FineWeb as metadata"),
    GALLEY_OPTION_END,
};

static const GalleyPort gives[] = { GALLEY_EDITS_TEXT, GALLEY_PORT_END };

/* ---- the sub-steps ---- */

#define SWITCH(field) offsetof(Cleaner, field)

/*
 * Each sees the text that the one before left. One whose switch, an int of the options, is 0 is not wanted; one whose
 * flags the text lacks has nothing to do. Mojibake is repaired as often as it was made; blanks are collapsed before
 * lines, so that those which look the same are, and after.
 */
static const struct {
    gsize wanted;
    guint flags; /* ScanFlags */
    guint ends;  /* flags that do not hold of the text that it leaves */
    guint adds;  /* flags that its edits may add */
    guint rounds;
    void (*run)(Pass *pass);
} steps[] = {
    { SWITCH(mojibake), SCAN_NON_ASCII, 0, SCAN_ANY, 3, repair_mojibake },
    { SWITCH(entities), SCAN_AMPERSAND, 0, SCAN_ANY, 1, decode_entities },
    { SWITCH(controls), SCAN_CONTROL | SCAN_INVISIBLE, 0, SCAN_LOOSE, 1, drop_controls },
    { SWITCH(line_ends), SCAN_BREAK, SCAN_BREAK, SCAN_LOOSE, 1, unify_line_ends },
    { SWITCH(blanks), SCAN_BLANK, SCAN_BLANK, SCAN_LOOSE, 1, unify_blanks },
    { SWITCH(normalize), SCAN_NON_ASCII, 0, SCAN_LOOSE, 1, normalize_text },
    { SWITCH(folds), SCAN_NON_ASCII, 0, SCAN_LOOSE, 1, fold_marks },
    { SWITCH(whitespace), SCAN_LOOSE, SCAN_LOOSE, 0, 1, collapse_whitespace },
    { SWITCH(boilerplate), SCAN_ALWAYS, 0, SCAN_LOOSE, 1, remove_boilerplate },
    { SWITCH(whitespace), SCAN_LOOSE, SCAN_LOOSE, 0, 1, collapse_whitespace },
};

static gboolean
is_wanted(const Cleaner *cleaner, gsize offset)
{
    return G_STRUCT_MEMBER(gint, cleaner, offset) != 0;
}

/* Runs a sub-step, and again while it has rounds left and finds something to do. @changed: whether it has */
static gboolean
run_step(Pass *pass, gsize step, gboolean *changed, GError **error)
{
    *changed = FALSE;
    for (guint round = 0; round < steps[step].rounds; round++) {
        pass->n_edits = 0;
        steps[step].run(pass);
        if (pass->n_edits == 0)
            break;
        if (!galley_document_apply_edits(pass->document, error))
            return FALSE;
        pass->text = galley_document_get_text(pass->document, &pass->size);
        *changed = TRUE;
    }
    return TRUE;
}

static GalleyStatus
cleaner_process(GalleyDocument *document, gpointer data, GError **error)
{
    Worker *worker = data;
    Pass pass = { .cleaner = worker->cleaner, .document = document, .worker = worker };
    pass.text = galley_document_get_text(document, &pass.size);
    guint flags = scan_text(pass.text, pass.size);
    for (gsize i = 0; i < G_N_ELEMENTS(steps); i++) {
        gboolean changed;
        if (!is_wanted(worker->cleaner, steps[i].wanted) || (flags & steps[i].flags) == 0)
            continue;
        if (!run_step(&pass, i, &changed, error))
            return GALLEY_ERROR;
        flags &= ~steps[i].ends;
        if (changed)
            flags =
                steps[i].adds == SCAN_ANY ? scan_text(pass.text, pass.size) : flags | steps[i].adds;
    }
    if (worker->cleaner->statistics)
        statistics_set(&pass);
    return GALLEY_OK;
}

/* ---- life cycle ---- */

static gboolean
cleaner_contract(gconstpointer self, GalleyContract *contract, GError **error)
{
    (void)error;
    const Cleaner *cleaner = self;
    if (cleaner->statistics)
        statistics_declare(contract);
    return TRUE;
}

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
    .revision = 4,
    .summary = "Repairs characters and removes what is not part of an article, all by edits",
    .authors = "The galley authors",
    .licence = "MIT",
    .options = options,
    .options_size = sizeof(Cleaner),
    .gives = gives,
    .contract = cleaner_contract,
    .open = cleaner_open,
    .worker_new = cleaner_worker_new,
    .process = cleaner_process,
    .worker_free = cleaner_worker_free,
    .close = cleaner_close,
};

GALLEY_PLUGIN_DEFINE(plugin)
