/* explain.c: `galley explain`: one document, after each step. SPDX-License-Identifier: MIT */
#include "cli/cli-private.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/documents-private.h"
#include "pipeline/dump-private.h"

#define READER "reader"
#define ROWS_SHOWN 5u
#define TEXT_SHOWN 160u /* bytes of a row's text */

typedef struct {
    char *after, *from, *id;
    gint64 record;
    GalleyWords words;
    char **arguments;
} Arguments;

/** Story: what is told of the document. */
typedef struct {
    const Arguments *arguments;
    GalleyPipeline *pipeline;
    GalleyDocument *document;
    char *text; /* before the step */
    guint32 n_removed;
    gboolean color;
    gboolean cut;         /* some rows were not shown */
    gboolean found, told; /* the document; the step of --after */
    gint64 n_documents;   /* seen */
    char *first_id;       /* (nullable) */
    guint n;              /* steps so far */
    GString *out;
} Story;

static void
arguments_clear(Arguments *arguments)
{
    g_free(arguments->after);
    g_free(arguments->from);
    g_free(arguments->id);
    galley_words_clear(&arguments->words);
    g_strfreev(arguments->arguments);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Arguments, arguments_clear)

static gboolean
parse_arguments(int *argc, char ***argv, Arguments *to, GError **error)
{
    GOptionEntry entries[] = {
        { "after", 'a', 0, G_OPTION_ARG_STRING, &to->after,
          "Print the whole document as it is after this step, or after the reader", "STEP" },
        { "record", 'n', 0, G_OPTION_ARG_INT64, &to->record, "The N-th document of the input (1)",
          "N" },
        { "id", 0, 0, G_OPTION_ARG_STRING, &to->id, "The document with this id", "ID" },
        { "from", 'f', 0, G_OPTION_ARG_STRING, &to->from,
          "This reader in place of the pipeline's, such as csv", "READER" },
        GALLEY_WORDS_ENTRIES(&to->words),
        { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &to->arguments, NULL,
          "PIPELINE INPUT" },
        G_OPTION_ENTRY_NULL,
    };
    if (!galley_options_parse("Tells what each step of PIPELINE does to one document.", entries,
                              argc, argv, error))
        return FALSE;
    gboolean two = to->arguments && g_strv_length(to->arguments) == 2;
    if (two && to->record >= 1 && (!to->id || to->record == 1))
        return TRUE;
    g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                "%s\nhint: galley explain PIPELINE INPUT [--record N]",
                !two             ? "a pipeline and one input are wanted"
                : to->record < 1 ? "--record counts documents from 1"
                                 : "--record and --id both choose a document: give one of them");
    return FALSE;
}

/* ---- what a step has done ---- */

static void
append_rows(Story *story, const GalleyLayer *layer, guint32 from)
{
    guint32 n = galley_layer_get_n_rows(layer);
    g_string_append_printf(story->out, "  %s: %u row%s\n", galley_layer_get_name(layer), n - from,
                           n - from == 1 ? "" : "s");
    for (guint32 row = from; row < n && row < from + ROWS_SHOWN; row++) {
        g_string_append(story->out, "    ");
        galley_dump_row(story->out, story->document, layer, row, TEXT_SHOWN);
        g_string_append_c(story->out, '\n');
    }
    if (n - from <= ROWS_SHOWN)
        return;
    g_string_append_printf(story->out, "    ... and %u more%s\n", n - from - ROWS_SHOWN,
                           story->cut ? "" : "; --after STEP prints all");
    story->cut = TRUE;
}

static void
append_layers(Story *story, const GalleyStage *stage)
{
    const GalleyLayer *removed = galley_document_get_slot(story->document, 0);
    if (removed && galley_layer_get_n_rows(removed) > story->n_removed)
        append_rows(story, removed, story->n_removed);
    for (guint i = 0; i < stage->scope.n_gives; i++) {
        const GalleyLayer *layer =
            galley_document_get_slot(story->document, stage->scope.gives[i].slot);
        if (layer)
            append_rows(story, layer, 0);
    }
}

static void
append_keys(const Story *story, char *const *keys)
{
    for (gsize i = 0; keys && keys[i]; i++) {
        const GalleyMetadata *value = galley_document_get_metadata(story->document, keys[i]);
        if (!value)
            continue;
        g_string_append_printf(story->out, "  metadata.%s: ", keys[i]);
        galley_dump_value(story->out, value);
        g_string_append_c(story->out, '\n');
    }
}

static void
append_notes(const Story *story)
{
    guint n;
    const GalleyNote *notes = galley_document_get_notes(story->document, &n);
    for (guint i = 0; i < n; i++)
        g_string_append_printf(story->out, "  %s: %s%s\n", notes[i].warning ? "warning" : "counted",
                               notes[i].name, notes[i].n == 1 ? "" : ", more than once");
}

/* From here on the next step is told of. */
static void
remember(Story *story)
{
    guint32 size;
    const GalleyLayer *removed = galley_document_get_slot(story->document, 0);
    g_free(story->text);
    story->text = g_strdup(galley_document_get_text(story->document, &size));
    story->n_removed = removed ? galley_layer_get_n_rows(removed) : 0;
}

static void
append_changes(Story *story, const GalleyStage *stage)
{
    guint32 size;
    const char *text = galley_document_get_text(story->document, &size);
    if (!g_str_equal(text, story->text))
        g_string_append(story->out, "  text:\n");
    galley_diff_append(story->out, story->text, text, "    ", story->color);
    append_layers(story, stage);
    append_keys(story, stage->scope.keys_given);
    append_notes(story);
}

static void
append_outcome(Story *story, const GalleyStepReport *report)
{
    const char *reason = galley_document_get_drop_reason(story->document);
    if (report->skipped)
        g_string_append_printf(story->out, "  passed over: %s\n", report->skipped);
    else if (report->status == GALLEY_DROP)
        g_string_append_printf(story->out, "  dropped: %s\n", reason ? reason : "no reason given");
    else if (report->status == GALLEY_ERROR)
        g_string_append_printf(story->out, "  failed: %s\n", report->error->message);
    else
        append_changes(story, report->stage);
}

/* A GalleyAfterStep. */
static void
after_step(const GalleyStepReport *report, gpointer data)
{
    Story *story = data;
    const char *bold = story->color ? "\033[1m" : "", *plain = story->color ? "\033[0m" : "";
    story->n++;
    if (!story->arguments->after) {
        g_string_append_printf(story->out, "\n%s%u. %s%s  [%s %s]  %.2f ms\n", bold, story->n,
                               report->stage->name, plain, report->stage->plugin->name,
                               report->stage->plugin->version, (double)report->time / 1e3);
        append_outcome(story, report);
    } else if (g_str_equal(report->stage->name, story->arguments->after)) {
        story->told = TRUE;
        if (report->status == GALLEY_OK)
            galley_dump_append(story->out, &story->pipeline->slots, story->document);
        else
            append_outcome(story, report);
    }
    remember(story);
}

/* ---- the document ---- */

static void
tell_reader(Story *story, const GalleyStage *reader)
{
    guint n;
    g_string_append_printf(story->out, "%s  [%s %s]\n  id: %s\n", READER, reader->plugin->name,
                           reader->plugin->version, galley_document_get_id(story->document));
    const GalleyMetadata *list = galley_document_list_metadata(story->document, &n);
    for (guint i = 0; i < n; i++) {
        g_string_append_printf(story->out, "  metadata.%s: ", list[i].key);
        galley_dump_value(story->out, &list[i]);
        g_string_append_c(story->out, '\n');
    }
    guint32 size;
    galley_document_get_text(story->document, &size);
    g_string_append_printf(story->out, "  text: %u bytes\n", size);
    append_layers(story, reader);
}

/* Through all steps. What a step says of the document is no failure of this command's. */
static void
tell(Story *story, const GalleyReport *report)
{
    const char *after = story->arguments->after;
    const char *reason = galley_document_get_drop_reason(report->document);
    remember(story);
    story->n_removed = 0;
    if (report->status == GALLEY_ERROR)
        g_string_append_printf(story->out, READER "\n  failed: %s\n",
                               report->error ? report->error->message : "it does not say why");
    else if (report->status == GALLEY_DROP)
        g_string_append_printf(story->out, READER "\n  dropped: %s\n",
                               reason ? reason : "no reason given");
    if (report->status != GALLEY_OK)
        return;
    if (!after)
        tell_reader(story, report->reader);
    else if (g_str_equal(after, READER))
        galley_dump_append(story->out, &story->pipeline->slots, story->document);
    story->told = after && g_str_equal(after, READER);
    if (!story->told)
        galley_pipeline_go_on(story->pipeline, story->document, after_step, story, NULL);
}

static gboolean
is_meant(const Arguments *arguments, const GalleyReport *report)
{
    return arguments->id ? g_str_equal(galley_document_get_id(report->document), arguments->id)
                         : report->number == arguments->record;
}

/* A GalleyEachDocument. */
static gboolean
each(const GalleyReport *report, gpointer data)
{
    Story *story = data;
    story->n_documents = report->number;
    if (!story->first_id)
        story->first_id = g_strdup(galley_document_get_id(report->document));
    story->document = report->document;
    story->found = is_meant(story->arguments, report);
    if (story->found)
        tell(story, report);
    return !story->found;
}

static gboolean
check_after(const Story *story, GError **error)
{
    const char *after = story->arguments->after;
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (guint i = 0; i < story->pipeline->steps->len; i++)
        g_ptr_array_add(names, ((GalleyStage *)g_ptr_array_index(story->pipeline->steps, i))->name);
    g_ptr_array_add(names, (gpointer)READER);
    g_ptr_array_add(names, NULL);
    if (!after || g_strv_contains((const char *const *)names->pdata, after))
        return TRUE;
    g_autofree char *list = g_strjoinv(", ", (char **)names->pdata);
    g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                "--after: the pipeline has no step \"%s\"\nhint: there are: %s", after, list);
    return FALSE;
}

static void
refuse_missing(const Story *story, GError **error)
{
    const Arguments *arguments = story->arguments;
    const char *input = arguments->arguments[1];
    gint64 n = story->n_documents;
    if (n == 0)
        g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                    "%s: there is no document in it", input);
    else if (arguments->id)
        g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                    "%s: none of %" G_GINT64_FORMAT " document%s has the id \"%s\"\nhint: an id "
                    "looks like \"%s\"",
                    input, n, n == 1 ? "" : "s", arguments->id, story->first_id);
    else
        g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                    "%s: there is no document %" G_GINT64_FORMAT "\nhint: it has %" G_GINT64_FORMAT
                    "; --record counts them from 1",
                    input, arguments->record, n);
}

static gboolean
explain(Story *story, GError **error)
{
    const char *const inputs[] = { story->arguments->arguments[1], NULL };
    gboolean read = galley_each_document(story->pipeline, inputs, each, story, error);
    g_free(story->text);
    if (!read)
        return FALSE;
    if (story->found && story->arguments->after && !story->told)
        g_string_append_printf(story->out, "the document does not come as far as \"%s\"\n",
                               story->arguments->after);
    if (!story->found)
        refuse_missing(story, error);
    return story->found;
}

int
galley_command_explain(int argc, char **argv)
{
    g_auto(Arguments) arguments = { .record = 1 };
    g_autoptr(GError) error = NULL;
    g_autoptr(GString) out = g_string_new(NULL);
    if (!parse_arguments(&argc, &argv, &arguments, &error) ||
        !galley_words_check_order("explain", arguments.arguments[0], arguments.arguments[1],
                                  &error)) {
        galley_complain(error);
        return GALLEY_EXIT_USAGE;
    }
    g_autoptr(GalleyPipeline) pipeline =
        galley_words_load(&arguments.words, arguments.arguments[0], arguments.from, NULL, &error);
    Story story = { .arguments = &arguments, .pipeline = pipeline, .out = out };
    story.color = galley_wants_color(STDOUT_FILENO);
    if (!pipeline || !check_after(&story, &error)) {
        galley_complain(error);
        return GALLEY_EXIT_USAGE;
    }
    gboolean found = explain(&story, &error);
    g_free(story.first_id);
    printf("%s", out->str);
    if (error)
        galley_complain(error);
    return found ? GALLEY_EXIT_DONE : GALLEY_EXIT_USAGE;
}
