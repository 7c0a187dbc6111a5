/* reader-target.h: what the fuzz targets of readers share. Each is built with its reader's sources, whose
 * galley_plugin_query() answers here. SPDX-License-Identifier: MIT */
#pragma once

#include "../plugin-host.h"

int LLVMFuzzerTestOneInput(const guint8 *bytes, size_t size);

/** ReaderChoice: options by turns, each with one worker for all inputs, as in a run. */
#define READER_CHOICES 4
typedef struct {
    const char *options[READER_CHOICES];
    Host *hosts[READER_CHOICES];
} ReaderChoice;

static inline Host *
reader_chosen(ReaderChoice *choice, guint8 byte)
{
    guint i = byte % READER_CHOICES;
    if (choice->hosts[i] == NULL)
        choice->hosts[i] = host_new(galley_plugin_query(), choice->options[i]);
    return choice->hosts[i];
}

/* Any bytes are a document or an error, and an error is told; NULL for the latter. */
static inline GalleyDocument *
reader_parse(Host *host, const guint8 *bytes, gsize size)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GalleyDocument) document = NULL;
    GalleyStatus status = host_parse(host, (const char *)bytes, size, &document, &error);
    g_assert((status == GALLEY_ERROR) == (error != NULL));
    return status == GALLEY_OK ? g_steal_pointer(&document) : NULL;
}

static inline void
reader_try(Host *host, const guint8 *bytes, gsize size)
{
    g_autoptr(GalleyDocument) document = reader_parse(host, bytes, size);
}
