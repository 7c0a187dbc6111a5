/* journal.c: a line for each time that outputs were synced, as GVariant text.
 * SPDX-License-Identifier: MIT */
#include "run/journal-private.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "run/changes-private.h"
#include "run/folder-private.h"
#include "run/tally-private.h"

/* unit and index of the next block; ends of outputs; what was added to the books */
#define LINE_TYPE "(utat" GALLEY_TALLY_TYPE ")"

/* unit and index of the block; source, step and position of the place, and why; what is to be said of
 * it */
#define CONVICTION_TYPE "(ututtsay)"

struct GalleyJournal {
    char *path;
    int fd;
    guint unit; /* the next block to do is @index of @unit */
    guint64 index;
    GalleyResult *noted; /* since the last line */
};

static GalleyJournal *
journal_open(const char *path, int flags, GError **error)
{
    GalleyJournal *journal = g_new0(GalleyJournal, 1);
    journal->path = g_strdup(path);
    journal->noted = galley_result_new(0);
    journal->fd = open(path, flags | O_CLOEXEC, 0666);
    if (journal->fd >= 0)
        return journal;
    g_set_error(error, GALLEY_FOLDER_ERROR, GALLEY_FOLDER_ERROR_WRITE, "%s: %s", path,
                g_strerror(errno));
    galley_journal_free(journal);
    return NULL;
}

void
galley_journal_free(GalleyJournal *journal)
{
    if (journal->fd >= 0)
        close(journal->fd);
    galley_result_free(journal->noted);
    g_free(journal->path);
    g_free(journal);
}

static gboolean
write_line(GalleyJournal *journal, GVariant *value, GalleyScribe *scribe, GError **error)
{
    g_autoptr(GVariant) line = g_variant_ref_sink(value);
    g_autoptr(GString) text = g_variant_print_string(line, NULL, FALSE);
    g_string_append_c(text, '\n');
    if (scribe)
        return galley_scribe_write(scribe, journal->path, journal->fd, text->str, text->len,
                                   error) &&
               galley_scribe_sync(scribe, journal->path, journal->fd, error);
    const char *at = text->str;
    gsize left = text->len;
    while (left > 0) {
        ssize_t n = write(journal->fd, at, left);
        if (n < 0 && errno != EINTR)
            break;
        at += MAX(n, 0);
        left -= (gsize)MAX(n, 0);
    }
    if (left == 0 && fdatasync(journal->fd) == 0)
        return TRUE;
    g_set_error(error, GALLEY_FOLDER_ERROR, GALLEY_FOLDER_ERROR_WRITE, "%s: %s", journal->path,
                g_strerror(errno));
    return FALSE;
}

GalleyJournal *
galley_journal_new(const char *path, const char *const *plan, GError **error)
{
    g_autoptr(GalleyJournal) journal = journal_open(path, O_WRONLY | O_CREAT | O_TRUNC, error);
    if (!journal || !write_line(journal, g_variant_new_strv(plan, -1), NULL, error))
        return NULL;
    return g_steal_pointer(&journal);
}

/* ---- lines out ---- */

static GVariant *
line_variant(const GalleyJournal *journal, const GArray *ends)
{
    GVariantBuilder builder;
    g_variant_builder_init(&builder, G_VARIANT_TYPE(LINE_TYPE));
    g_variant_builder_add(&builder, "u", journal->unit);
    g_variant_builder_add(&builder, "t", journal->index);
    g_variant_builder_add_value(
        &builder,
        g_variant_new_fixed_array(G_VARIANT_TYPE_UINT64, ends->data, ends->len, sizeof(guint64)));
    g_variant_builder_add_value(&builder, galley_tally_pack(journal->noted));
    return g_variant_builder_end(&builder);
}

void
galley_journal_note(GalleyJournal *journal, guint unit, guint64 index, const GalleyResult *result)
{
    galley_result_add_counts(journal->noted, result);
    journal->unit = unit;
    journal->index = index;
}

gboolean
galley_journal_write(GalleyJournal *journal,
                     const GArray *ends,
                     GalleyScribe *scribe,
                     GError **error)
{
    if (!write_line(journal, line_variant(journal, ends), scribe, error))
        return FALSE;
    galley_result_free(journal->noted);
    journal->noted = galley_result_new(0);
    return TRUE;
}

gboolean
galley_journal_convict(GalleyJournal *journal,
                       const GalleyBlock *block,
                       const GalleyRecordPlace *place,
                       const GString *crash,
                       GalleyScribe *scribe,
                       GError **error)
{
    g_autofree char *why = g_utf8_make_valid(place->why, -1);
    GVariant *bytes = g_variant_new_fixed_array(G_VARIANT_TYPE_BYTE, crash ? crash->str : NULL,
                                                crash ? crash->len : 0, 1);
    GVariantBuilder builder;
    g_variant_builder_init(&builder, G_VARIANT_TYPE(CONVICTION_TYPE));
    g_variant_builder_add(&builder, "u", block->unit);
    g_variant_builder_add(&builder, "t", block->index);
    g_variant_builder_add(&builder, "u", place->source);
    g_variant_builder_add(&builder, "t", (guint64)place->skipped);
    g_variant_builder_add(&builder, "t", place->position);
    g_variant_builder_add(&builder, "s", why);
    g_variant_builder_add_value(&builder, bytes);
    return write_line(journal, g_variant_builder_end(&builder), scribe, error);
}

/* ---- lines in ---- */

static void
take_line(GVariant *line, GalleyJournalState *state, GalleyReplay replay, gpointer data)
{
    g_autoptr(GVariant) ends = g_variant_get_child_value(line, 2),
                        tally = g_variant_get_child_value(line, 3);
    g_autoptr(GalleyResult) result = galley_tally_unpack(tally);
    gsize n;
    gconstpointer values = g_variant_get_fixed_array(ends, &n, sizeof(guint64));
    g_array_set_size(state->ends, 0);
    g_array_append_vals(state->ends, values, (guint)n);
    g_variant_get_child(line, 0, "u", &state->unit);
    g_variant_get_child(line, 1, "t", &state->index);
    replay(result, data);
}

static void
take_conviction(GVariant *line, GalleyJournalState *state)
{
    guint64 skipped;
    const char *why;
    GalleyConviction *conviction = g_new0(GalleyConviction, 1);
    g_autoptr(GVariant) bytes = g_variant_get_child_value(line, 6);
    g_variant_get_child(line, 0, "u", &conviction->unit);
    g_variant_get_child(line, 1, "t", &conviction->index);
    g_variant_get_child(line, 2, "u", &conviction->place.source);
    g_variant_get_child(line, 3, "t", &skipped);
    g_variant_get_child(line, 4, "t", &conviction->place.position);
    g_variant_get_child(line, 5, "&s", &why);
    conviction->place.skipped = (guint)skipped;
    g_strlcpy(conviction->place.why, why, sizeof conviction->place.why);
    conviction->crash = g_variant_get_data_as_bytes(bytes);
    g_ptr_array_add(state->convictions, conviction);
}

static gboolean
same_plan(const char *const *then, const char *const *now, const char *path, GError **error)
{
    g_autofree char *changes = galley_plan_tell_changes(then, now, GALLEY_PLAN_RESULTS);
    if (changes)
        g_set_error(error, GALLEY_FOLDER_ERROR, GALLEY_FOLDER_ERROR_EXISTS,
                    "%s: the run cannot be resumed, because something has changed since%s\n"
                    "hint: put it back as it was and --resume goes on; --overwrite begins anew",
                    path, changes);
    return !changes;
}

/* The next whole line from *@at on; %NULL at the end, or where a line was cut off. */
static GVariant *
next_line(const char **at, const char *end, const char *type)
{
    const char *stop = memchr(*at, '\n', (gsize)(end - *at));
    GVariant *line = stop ? g_variant_parse(G_VARIANT_TYPE(type), *at, stop, NULL, NULL) : NULL;
    if (line)
        *at = stop + 1;
    return line;
}

/* One line of those behind the first; FALSE where there is none, or it was cut off. */
static gboolean
take_next_line(
    const char **at, const char *end, GalleyJournalState *state, GalleyReplay replay, gpointer data)
{
    g_autoptr(GVariant) line = next_line(at, end, LINE_TYPE);
    if (line) {
        take_line(line, state, replay, data);
        return TRUE;
    }
    g_autoptr(GVariant) conviction = next_line(at, end, CONVICTION_TYPE);
    if (conviction)
        take_conviction(conviction, state);
    return conviction != NULL;
}

static gboolean
read_journal(const char *path,
             const char *const *plan,
             GalleyJournalState *state,
             gsize *size,
             GalleyReplay replay,
             gpointer data,
             GError **error)
{
    g_autofree char *text = NULL;
    if (!g_file_get_contents(path, &text, size, NULL)) {
        g_set_error(error, GALLEY_FOLDER_ERROR, GALLEY_FOLDER_ERROR_EXISTS,
                    "%s: there is no run to resume", path);
        return FALSE;
    }
    const char *at = text, *end = text + *size;
    g_autoptr(GVariant) first = next_line(&at, end, "as");
    state->plan = first ? g_variant_dup_strv(first, NULL) : NULL;
    if (first && !same_plan((const char *const *)state->plan, plan, path, error))
        return FALSE;
    while (first && take_next_line(&at, end, state, replay, data))
        ;
    *size = (gsize)(at - text);
    return TRUE;
}

GalleyJournal *
galley_journal_resume(const char *path,
                      const char *const *plan,
                      GalleyJournalState *state,
                      GalleyReplay replay,
                      gpointer data,
                      GError **error)
{
    gsize size;
    *state = (GalleyJournalState){
        .ends = g_array_new(FALSE, TRUE, sizeof(guint64)),
        .convictions = g_ptr_array_new_with_free_func(galley_conviction_free),
    };
    if (!read_journal(path, plan, state, &size, replay, data, error))
        return NULL;
    if (size == 0) /* not even the first line was whole */
        return galley_journal_new(path, plan, error);
    g_autoptr(GalleyJournal) journal = journal_open(path, O_WRONLY, error);
    if (!journal)
        return NULL;
    journal->unit = state->unit;
    journal->index = state->index;
    if (ftruncate(journal->fd, (off_t)size) == 0 && lseek(journal->fd, 0, SEEK_END) >= 0)
        return g_steal_pointer(&journal);
    g_set_error(error, GALLEY_FOLDER_ERROR, GALLEY_FOLDER_ERROR_WRITE, "%s: %s", path,
                g_strerror(errno));
    return NULL;
}

void
galley_journal_state_clear(GalleyJournalState *state)
{
    g_clear_pointer(&state->ends, g_array_unref);
    g_clear_pointer(&state->convictions, g_ptr_array_unref);
    g_clear_pointer(&state->plan, g_strfreev);
}
