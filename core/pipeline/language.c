/* language.c: whether a step is for the language that a document says it is in.
 * SPDX-License-Identifier: MIT */
#include "pipeline/pipeline-private.h"

#include <string.h>

#define UNDETERMINED "und"
/* What a reason shows of a tag: its primary subtag, so that the books' lines stay few. */
#define PRIMARY_MAX 3

/* Basic filtering of RFC 4647 (3.3.1): "en" is met by "en" and "en-GB", whatever the case. */
static gboolean
meets(const char *tag, const char *range)
{
    gsize size = strlen(range);
    return g_ascii_strncasecmp(tag, range, size) == 0 && (tag[size] == '\0' || tag[size] == '-');
}

/* The document's language, or NULL where none is known. */
static const char *
language_of(const GalleyDocument *document)
{
    const GalleyMetadata *entry = galley_document_get_metadata(document, "language");
    if (entry == NULL || entry->null || entry->type != GALLEY_TYPE_TEXT || entry->text_size == 0)
        return NULL;
    return meets(entry->text, UNDETERMINED) ? NULL : entry->text;
}

static char *
reason_for(const char *tag)
{
    gsize size = 0;
    while (g_ascii_isalpha(tag[size]) && size <= PRIMARY_MAX)
        size++;
    if (size < 2 || size > PRIMARY_MAX)
        return g_strdup("not for this language");
    g_autofree char *primary = g_ascii_strdown(tag, (gssize)size);
    return g_strdup_printf("not for the language \"%s\"", primary);
}

char *
galley_stage_refuse_language(const GalleyStage *stage, const GalleyDocument *document)
{
    const char *const *served = stage->plugin->languages;
    const char *tag = served != NULL ? language_of(document) : NULL;
    if (tag == NULL)
        return NULL;
    for (; *served != NULL; served++)
        if (meets(tag, *served))
            return NULL;
    return reason_for(tag);
}
