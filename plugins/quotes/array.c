/* array.c: arrays that a worker keeps from document to document. SPDX-License-Identifier: MIT */
#include "quotes.h"

gpointer
array_grow(gpointer at, guint32 *size, gsize element)
{
    *size = *size < 64 ? 64 : *size + *size / 2;
    return g_realloc_n(at, *size, element);
}

void
text_clear(Text *text)
{
    g_free(text->tokens.at);
    g_free(text->sentences.at);
    g_free(text->paragraphs.at);
    g_free(text->regions.at);
    g_free(text->mentions.at);
    g_free(text->entities.at);
    g_free(text->quotations.at);
    g_free(text->parts.at);
    g_free(text->buckets.at);
    g_free(text->roles.at);
    g_free(text->order.at);
}
