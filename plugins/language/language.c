/* language.c: sets the metadata of a document's language. SPDX-License-Identifier: MIT */
#include <string.h>

#include <galley/galley.h>

#include "detect.h"

#define UNDETERMINED "und"

typedef struct {
    guint64 sample;
    gboolean keep;
    double least;
} Language;

static const GalleyOption options[] = {
    GALLEY_OPTION_SIZE(Language,
                       sample,
                       "8KiB",
                       "how much of the text to look at: its beginning, middle and end; 0: all"),
    GALLEY_OPTION_BOOL(Language,
                       keep,
                       "false",
                       "leave a language that the metadata already name, such as that of a page"),
    GALLEY_OPTION_DOUBLE(Language,
                         least,
                         0.5,
                         0,
                         1,
                         NULL,
                         "share of the text that a language must have, or it is undetermined"),
    GALLEY_OPTION_END,
};

static const GalleyPort needs[] = { GALLEY_METADATA_OPTIONAL("language", TEXT), GALLEY_PORT_END };
static const GalleyPort gives[] = {
    GALLEY_METADATA("language", TEXT),
    GALLEY_METADATA_OPTIONAL("language_confidence", DOUBLE),
    GALLEY_METADATA_OPTIONAL("language_reliable", BOOL),
    GALLEY_PORT_END,
};

/* ---- tags ---- */

/* Where CLD2's codes are older than the IANA registry of language subtags, or its own. */
static const struct {
    const char *code;
    const char *tag;
} tags[] = {
    { "iw", "he" },         { "jw", "jv" },          { "mo", "ro" },          { "blu", "hmn" },
    { "un", UNDETERMINED }, { "zzp", UNDETERMINED }, { "xxx", UNDETERMINED },
};

/* "xx-Cham" and the like are scripts without a language, which BCP 47 writes "und-Cham". */
static char *
tag_of(const char *code)
{
    for (gsize i = 0; i < G_N_ELEMENTS(tags); i++)
        if (g_str_equal(code, tags[i].code))
            return g_strdup(tags[i].tag);
    if (g_str_has_prefix(code, "xx-"))
        return g_strconcat(UNDETERMINED, code + 2, NULL);
    return g_strdup(code);
}

/* ---- what is looked at ---- */

/* What CLD2 takes for no text: controls but tab, line feed and carriage return, and noncharacters. */
static gboolean
is_refused(gunichar character)
{
    if (character < 0x20 || (character >= 0x7F && character < 0xA0))
        return character != '\t' && character != '\n' && character != '\r';
    return (character & 0xFFFE) == 0xFFFE || (character >= 0xFDD0 && character <= 0xFDEF);
}

static void
append_part(GString *out, const char *text, guint32 size, guint32 at, guint32 length)
{
    guint32 begin = MIN(at, size), end = MIN(begin + length, size);
    while (!galley_utf8_is_boundary(text, size, begin))
        begin--;
    while (!galley_utf8_is_boundary(text, size, end))
        end--;
    g_string_append_len(out, text + begin, end - begin);
    for (gsize i = out->len - (end - begin); i < out->len;) {
        gsize next = galley_utf8_next(out->str, (guint32)i);
        if (is_refused(galley_utf8_get(out->str, (guint32)i)))
            memset(out->str + i, ' ', next - i);
        i = next;
    }
}

/* A text that is longer: a third each from its beginning, middle and end, a line feed between. */
static void
take_sample(const char *text, guint32 size, guint32 sample, GString *out)
{
    guint32 part = sample / 3;
    append_part(out, text, size, 0, part);
    g_string_append_c(out, '\n');
    append_part(out, text, size, size / 2 - part / 2, part);
    g_string_append_c(out, '\n');
    append_part(out, text, size, size - part, part);
}

static Detection
detect_document(const Language *self, const char *text, guint32 size)
{
    gboolean whole = self->sample == 0 || size <= self->sample;
    g_autoptr(GString) sample = g_string_sized_new(whole ? size : self->sample + 2);
    if (whole)
        append_part(sample, text, size, 0, MIN(size, G_MAXINT));
    else
        take_sample(text, size, (guint32)self->sample, sample);
    return detect(sample->str, sample->len);
}

/* ---- the step ---- */

static gboolean
is_known(const GalleyDocument *document)
{
    const GalleyMetadata *entry = galley_document_get_metadata(document, "language");
    return entry != NULL && !entry->null && entry->type == GALLEY_TYPE_TEXT &&
           entry->text_size > 0 && !g_str_equal(entry->text, UNDETERMINED);
}

static GalleyStatus
language_process(GalleyDocument *document, gpointer worker, GError **error)
{
    guint32 size;
    const Language *self = worker;
    (void)error;
    if (self->keep && is_known(document)) {
        galley_document_count(document, "kept", 1);
        return GALLEY_OK;
    }
    const char *text = galley_document_get_text(document, &size);
    Detection found = detect_document(self, text, size);
    double share = found.share / 100.0;
    gboolean reliable = found.reliable && share >= self->least;
    g_autofree char *tag = tag_of(reliable ? found.code : "un");
    galley_document_set_metadata_text(document, "language", tag, -1);
    galley_document_set_metadata_double(document, "language_confidence", share);
    galley_document_set_metadata_bool(document, "language_reliable", reliable);
    galley_document_count(document, reliable ? tag : "unreliable", 1);
    return GALLEY_OK;
}

static const GalleyPlugin plugin = {
    GALLEY_PLUGIN_SIZES,
    .kind = GALLEY_KIND_PROCESSOR,
    .name = "language",
    .version = "0.1.0",
    .revision = 1,
    .summary = "Finds out which language a document is in, so that steps for another pass it by",
    .authors = "The galley authors",
    .licence = "MIT",
    .options = options,
    .options_size = sizeof(Language),
    .needs = needs,
    .gives = gives,
    .process = language_process,
};

GALLEY_PLUGIN_DEFINE(plugin)
