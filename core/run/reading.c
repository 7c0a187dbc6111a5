/* reading.c: members of a source one after another, and in each record after record.
 * SPDX-License-Identifier: MIT */
#include "run/reading-private.h"

#include <string.h>

#define PROBE_SIZE 4096

struct GalleyReading {
    const GalleyReadingSettings *settings;
    const GArray *holes;
    guint source;
    GalleyStream *stream; /* (nullable): of a packed source */
    char *member;         /* (nullable) */
    guint64 base;         /* position of the member's first byte */
    GalleyInput *input;   /* (nullable): there is none between members */
    guint reader;
    gboolean at_end, break_told;
    GError *unreadable; /* (nullable): why all of it is one bad record */
    guint64
        next; /* in the packed file: where it goes on behind the break that was told; 0: nowhere */
    gboolean amid;   /* perhaps a record, there */
    gboolean sought; /* a record of the member has ended where the next one began */
};

void
galley_places_add_hole(GArray *places, const GalleyProgress *at, const char *why)
{
    GalleyRecordPlace hole = { .source = at->source, .position = at->position, .reach = 2 };
    g_strlcpy(hole.why, why, sizeof hole.why);
    for (guint i = 0; i < places->len; i++) {
        GalleyRecordPlace *place = &g_array_index(places, GalleyRecordPlace, i);
        if (place->reach == 0 || place->source != hole.source || place->position != hole.position)
            continue;
        place->reach *= 2;
        return;
    }
    g_array_append_val(places, hole);
}

void
galley_cut_clear(GalleyCut *cut)
{
    g_clear_pointer(&cut->sha256, g_free);
    g_clear_error(&cut->bad);
}

static const GalleySource *
source_of(const GalleyReading *reading)
{
    return g_ptr_array_index(reading->settings->sources, reading->source);
}

static const GalleyStage *
stage_of(const GalleyReading *reading)
{
    return g_ptr_array_index(reading->settings->pipeline->readers, reading->reader);
}

/* ---- which reader ---- */

/* The surest of the name and the first bytes; the first by name of those equally sure. */
static gboolean
find_surest(const GalleyPipeline *pipeline,
            const char *name,
            const guint8 *bytes,
            gsize size,
            guint *reader)
{
    guint surest = 0;
    for (guint i = 0; i < pipeline->readers->len; i++) {
        const GalleyPlugin *plugin =
            ((const GalleyStage *)g_ptr_array_index(pipeline->readers, i))->plugin;
        guint sure = plugin->probe ? plugin->probe(name, bytes, size) : 0;
        if (sure <= surest)
            continue;
        surest = sure;
        *reader = i;
    }
    return surest > 0;
}

/* Of "news.jsonl.gz" a reader is to see "news.jsonl". */
static char *
name_to_probe(const GalleyReading *reading)
{
    static const char *const endings[] = { ".gz", ".bz2", ".xz", ".zst", ".tgz" };
    const char *name = reading->member ? reading->member : source_of(reading)->name;
    for (gsize i = 0; reading->stream && !reading->member && i < G_N_ELEMENTS(endings); i++)
        if (g_str_has_suffix(name, endings[i]))
            return g_strndup(name, strlen(name) - strlen(endings[i]));
    return g_strdup(name);
}

static gboolean
choose_reader(GalleyReading *reading, GalleyInput *head, GError **error)
{
    const GalleyPipeline *pipeline = reading->settings->pipeline;
    gsize size;
    reading->reader = 0;
    if (!pipeline->reader_auto)
        return TRUE;
    const guint8 *bytes = galley_input_peek(head, PROBE_SIZE, &size, error);
    g_autofree char *name = name_to_probe(reading);
    if (!bytes)
        return FALSE;
    if (find_surest(pipeline, name, bytes, size, &reading->reader))
        return TRUE;
    return galley_plugin_fail(
        error, GALLEY_PLUGIN_ERROR_DATA,
        "%s: no reader knows this kind of input; name one with `reader:` or --from%s", name,
        g_str_has_suffix(name, ".json") ? ". JSON that is not a line an object becomes so by "
                                          "`jq -c . FILE`, an array by `jq -c '.[]' FILE`"
                                        : "");
}

/* ---- life ---- */

/* A file that no reader knows is a bad record of the block that it begins in. */
static gboolean
open_plain(GalleyReading *reading, guint64 begin, guint64 end, GError **error)
{
    const GalleySource *source = source_of(reading);
    g_autoptr(GError) why = NULL;
    g_autoptr(GalleyInput) head = NULL;
    reading->input = galley_input_open(source, begin, end, reading->settings->record_limit, error);
    if (begin > 0 && reading->input)
        head = galley_input_open(source, 0, G_MAXUINT64, PROBE_SIZE, error);
    if (!reading->input || (begin > 0 && !head))
        return FALSE;
    if (choose_reader(reading, head ? head : reading->input, &why))
        return TRUE;
    if (!g_error_matches(why, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_DATA)) {
        g_propagate_error(error, g_steal_pointer(&why));
        return FALSE;
    }
    reading->unreadable = g_steal_pointer(&why);
    reading->at_end = begin > 0;
    return TRUE;
}

static gboolean
open_packed(GalleyReading *reading, GError **error)
{
    const GalleySource *source = source_of(reading);
    int fd = galley_source_open(source, error);
    reading->stream = fd >= 0 ? galley_stream_open(fd, source->size) : NULL;
    return reading->stream != NULL;
}

GalleyReading *
galley_reading_open(const GalleyReadingSettings *settings,
                    guint source,
                    guint64 begin,
                    guint64 end,
                    const GArray *holes,
                    GError **error)
{
    g_autoptr(GalleyReading) reading = g_new0(GalleyReading, 1);
    reading->settings = settings;
    reading->source = source;
    reading->holes = holes;
    if (source_of(reading)->fault) {
        g_set_error(&reading->unreadable, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_FILE,
                    "it cannot be read: %s", source_of(reading)->fault);
        return g_steal_pointer(&reading);
    }
    if (source_of(reading)->packed ? open_packed(reading, error)
                                   : open_plain(reading, begin, end, error))
        return g_steal_pointer(&reading);
    return NULL;
}

void
galley_reading_free(GalleyReading *reading)
{
    g_clear_pointer(&reading->input, galley_input_free);
    g_clear_pointer(&reading->stream, galley_stream_free);
    g_clear_error(&reading->unreadable);
    g_free(reading->member);
    g_free(reading);
}

guint64
galley_reading_get_n_lines(const GalleyReading *reading)
{
    return reading->stream || !reading->input ? 0 : galley_input_get_n_lines(reading->input);
}

guint64
galley_reading_get_n_taken(const GalleyReading *reading)
{
    if (reading->stream)
        return galley_stream_get_taken(reading->stream);
    return reading->input ? galley_input_get_offset(reading->input) : 0;
}

gboolean
galley_reading_can_seek(const GalleyReading *reading)
{
    return stage_of(reading)->plugin->seek_record != NULL;
}

/* ---- what counts as a record, though it is none ---- */

static GalleyReadingStatus
give_bad(const GalleyReading *reading, GalleyCut *cut, GError *why)
{
    g_clear_error(&cut->bad);
    cut->bad = why;
    if (cut->record.size == 0)
        cut->record = (GalleyRecord){
            .size = sizeof cut->record,
            .input = source_of(reading)->name,
            .member = reading->member,
        };
    return GALLEY_READING_RECORD;
}

static GError *
data_error(const char *format, const char *what)
{
    GError *error = NULL;
    g_set_error(&error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_DATA, format, what);
    return error;
}

/* ---- members ---- */

static void
leave_member(GalleyReading *reading)
{
    reading->base += galley_input_get_offset(reading->input);
    g_clear_pointer(&reading->input, galley_input_free);
}

/* A packed file within a packed file stays packed: how deep that may go, nobody could say. */
static gboolean
is_packed_again(GalleyInput *input)
{
    gsize size;
    const guint8 *bytes = galley_input_peek(input, GALLEY_STREAM_HEAD, &size, NULL);
    return bytes && galley_stream_is_packed(bytes, size);
}

static gboolean
refuse_member(GalleyReading *reading, GalleyCut *cut, guint64 position, GError *why)
{
    cut->position = position;
    cut->whole = TRUE;
    g_clear_pointer(&reading->input, galley_input_free);
    give_bad(reading, cut, why);
    return TRUE;
}

/* ---- records ---- */

/* Until the next call it is this place that a death is put down to, in what comes of the record too. */
static void
begin_cutting(const GalleyReading *reading)
{
    GalleyProgress *progress = reading->settings->progress;
    if (!progress)
        return;
    progress->source = reading->source;
    progress->offset = reading->input ? galley_input_get_offset(reading->input) : 0;
    progress->position = reading->base + progress->offset;
    progress->line = reading->input ? galley_input_get_line(reading->input) : 0;
    progress->ticks = 0;
    progress->since = g_get_monotonic_time();
    progress->cutting = TRUE;
}

static void
end_cutting(const GalleyReading *reading)
{
    if (reading->settings->progress)
        reading->settings->progress->cutting = FALSE;
}

static const GalleyRecordPlace *
find_hole(const GalleyReading *reading)
{
    guint64 position =
        reading->base + (reading->input ? galley_input_get_offset(reading->input) : 0);
    for (guint i = 0; reading->holes && i < reading->holes->len; i++) {
        const GalleyRecordPlace *place = &g_array_index(reading->holes, GalleyRecordPlace, i);
        if (place->reach > 0 && place->source == reading->source && place->position == position)
            return place;
    }
    return NULL;
}

static GalleyNext
cut_off(GalleyReading *reading, GalleyCut *cut, GError **error)
{
    const GalleyStage *stage = stage_of(reading);
    if (stage->plugin->seek_record)
        return galley_input_seek_next(reading->input, stage->plugin, stage->self, &cut->record,
                                      &cut->sha256, error);
    return galley_input_next(reading->input, stage->plugin, stage->worker, &cut->record,
                             &cut->sha256, error);
}

static GalleyReadingStatus
give_hole(GalleyReading *reading, const GalleyRecordPlace *hole, GalleyCut *cut, GError **error)
{
    const GalleyStage *stage = stage_of(reading);
    begin_cutting(reading);
    gboolean skipped = galley_input_skip_hole(reading->input, stage->plugin, stage->self,
                                              hole->reach, &cut->record, &cut->sha256, error);
    end_cutting(reading);
    if (!skipped)
        return GALLEY_READING_ERROR;
    cut->position = reading->base + cut->record.offset;
    cut->record.member = reading->member;
    return give_bad(reading, cut,
                    data_error("the reader took its process down where it looked for the end of "
                               "the record: %s",
                               hole->why));
}

/* Whether the record's own last bytes say that it ends there, as a line feed does. */
static gboolean
is_closed(const GalleyReading *reading, const GalleyRecord *record)
{
    const GalleyStage *stage = stage_of(reading);
    return stage->plugin->seek_record && record->bytes && record->n_bytes > 0 &&
           stage->plugin->seek_record(stage->self, record->bytes, record->n_bytes,
                                      record->n_bytes) == record->n_bytes;
}

/* A record begins where a member begins as the file did; or else wherever a reader that seeks finds the
 * next one. One that has found none so far may be of the kind for which all of a file is one record. */
static guint64
find_next(GalleyReading *reading)
{
    gboolean seeks = stage_of(reading)->plugin->seek_record != NULL, alike = !seeks;
    if (!reading->stream || (seeks && !reading->sought))
        return 0;
    guint64 next = galley_stream_find_next(reading->stream, &alike);
    reading->amid = !alike;
    return next;
}

/* What reaches to where the stream breaks is not whole, unless it says so itself. Where nothing
 * does, the break itself is told, once. */
static GalleyReadingStatus
give_break(GalleyReading *reading, const GError *broken, GalleyCut *cut)
{
    reading->break_told = TRUE;
    reading->next = find_next(reading);
    g_autofree char *rest = reading->next > 0
                                ? g_strdup_printf("; it is read on from byte %" G_GUINT64_FORMAT
                                                  ", and offsets go on without what is lost",
                                                  reading->next)
                                : NULL;
    g_autofree char *why = g_strconcat(broken->message, rest, NULL);
    return give_bad(reading, cut, data_error("the input breaks here: %s", why));
}

static GalleyReadingStatus
give_lone_break(GalleyReading *reading, const GError *broken, GalleyCut *cut)
{
    cut->record = (GalleyRecord){
        .size = sizeof cut->record,
        .input = galley_input_get_name(reading->input),
        .member = reading->member,
        .offset = galley_input_get_offset(reading->input),
        .line = galley_input_get_line(reading->input),
        .bytes = (const guint8 *)"",
    };
    cut->position = reading->base + cut->record.offset;
    return give_break(reading, broken, cut);
}

/* Where the reader can go no further, what is left counts as one bad record; where the file itself
 * cannot be read, the run must end. */
static GalleyReadingStatus
give_up(GalleyReading *reading, GalleyCut *cut, GError *why, GError **error)
{
    const GalleyStage *stage = stage_of(reading);
    if (why->domain == G_FILE_ERROR ||
        !galley_input_skip_hole(reading->input, stage->plugin, stage->self, G_MAXUINT64,
                                &cut->record, &cut->sha256, NULL)) {
        g_propagate_error(error, why);
        return GALLEY_READING_ERROR;
    }
    cut->position = reading->base + cut->record.offset;
    cut->record.member = reading->member;
    return give_bad(reading, cut, why);
}

/* GALLEY_READING_END: of the member. */
static GalleyReadingStatus
next_in_member(GalleyReading *reading, GalleyCut *cut, GError **error)
{
    const GalleyRecordPlace *hole = find_hole(reading);
    if (hole)
        return give_hole(reading, hole, cut, error);
    begin_cutting(reading);
    g_autoptr(GError) why = NULL;
    GalleyNext next = cut_off(reading, cut, &why);
    end_cutting(reading);
    const GError *broken = galley_input_get_break(reading->input);
    if (next == GALLEY_NEXT_END)
        return broken && !reading->break_told ? give_lone_break(reading, broken, cut)
                                              : GALLEY_READING_END;
    if (next == GALLEY_NEXT_ERROR)
        return give_up(reading, cut, g_steal_pointer(&why), error);
    cut->record.member = reading->member;
    cut->reader = reading->reader;
    cut->position = reading->base + cut->record.offset;
    cut->whole = cut->record.offset == 0 && galley_input_is_at_end(reading->input);
    reading->sought |= !galley_input_is_at_end(reading->input);
    if (broken && !is_closed(reading, &cut->record))
        return give_break(reading, broken, cut);
    return next == GALLEY_NEXT_RECORD ? GALLEY_READING_RECORD
                                      : give_bad(reading, cut, g_steal_pointer(&why));
}

/* Over a gap that was told. Offsets go on as if there were none, since nobody knows how long it is. */
static gboolean
go_on(GalleyReading *reading)
{
    const GalleyStage *stage = stage_of(reading);
    guint64 next = reading->next;
    reading->next = 0;
    if (next == 0 || !galley_stream_go_on(reading->stream, next))
        return FALSE;
    reading->break_told = FALSE;
    if (reading->amid)
        return galley_input_go_on_amid(reading->input, stage->plugin, stage->self, NULL);
    galley_input_go_on(reading->input);
    return TRUE;
}

/* ---- the next member ---- */

/* Documents of office programs are archives, but nobody means the XML in them. */
static gboolean
is_office_document(const char *name, const char *first_member)
{
    static const char *const endings[] = { ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp" };
    g_autofree char *lower = g_ascii_strdown(name, -1);
    for (gsize i = 0; i < G_N_ELEMENTS(endings); i++)
        if (g_str_has_suffix(lower, endings[i]))
            return TRUE;
    return g_strcmp0(first_member, "[Content_Types].xml") == 0 ||
           g_strcmp0(first_member, "_rels/.rels") == 0;
}

/* What counts for the position of a member is one byte more than it has. */
static gboolean
begin_member(GalleyReading *reading, GalleyCut *cut, const char **name)
{
    g_autoptr(GError) why = NULL;
    const char *refused = NULL;
    guint64 position = reading->base++;
    if (!galley_stream_next_member(reading->stream, name, &refused, &why)) {
        reading->at_end = TRUE;
        return why && refuse_member(reading, cut, position,
                                    data_error("the input breaks here: %s", why->message));
    }
    if (position == 0 && is_office_document(source_of(reading)->name, *name)) {
        reading->at_end = TRUE;
        return refuse_member(reading, cut, position,
                             data_error("is a document of an office program, not text; save it as "
                                        "%s, or a table as CSV",
                                        "plain text"));
    }
    reading->member = g_strdup(*name);
    if (refused)
        return refuse_member(reading, cut, position, data_error("%s", refused));
    reading->input = galley_input_open_stream(source_of(reading)->name, reading->stream,
                                              reading->settings->record_limit);
    reading->break_told = reading->sought = FALSE;
    if (is_packed_again(reading->input))
        return refuse_member(reading, cut, position,
                             data_error("it is packed itself; galley unpacks %s", "once"));
    return !choose_reader(reading, reading->input, &why) &&
           refuse_member(reading, cut, position, g_steal_pointer(&why));
}

/* Opens the next member, if there is one; TRUE where it cannot be read, and counts as a bad record
 * itself. */
static gboolean
open_member(GalleyReading *reading, GalleyCut *cut)
{
    const char *name = NULL;
    const GalleyRecordPlace *hole = find_hole(reading);
    g_clear_pointer(&reading->member, g_free);
    if (hole) {
        reading->at_end = TRUE;
        return refuse_member(
            reading, cut, reading->base,
            data_error("unpacking takes its process down from here on: %s", hole->why));
    }
    begin_cutting(reading);
    gboolean refused = begin_member(reading, cut, &name);
    end_cutting(reading);
    return refused;
}

static GalleyReadingStatus
give_unreadable(GalleyReading *reading, GalleyCut *cut)
{
    reading->at_end = TRUE;
    cut->whole = TRUE;
    give_bad(reading, cut, g_error_copy(reading->unreadable));
    cut->record.n_bytes = source_of(reading)->size;
    return GALLEY_READING_RECORD;
}

GalleyReadingStatus
galley_reading_next(GalleyReading *reading, GalleyCut *cut, GError **error)
{
    galley_cut_clear(cut);
    *cut = (GalleyCut){ 0 };
    if (reading->unreadable && !reading->at_end)
        return give_unreadable(reading, cut);
    while (!reading->at_end) {
        if (!reading->input && open_member(reading, cut))
            return GALLEY_READING_RECORD;
        if (!reading->input)
            continue;
        GalleyReadingStatus status = next_in_member(reading, cut, error);
        if (status != GALLEY_READING_END || !reading->stream)
            return status;
        if (!go_on(reading))
            leave_member(reading);
    }
    return GALLEY_READING_END;
}
