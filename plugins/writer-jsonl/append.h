/* append.h: short pieces at the end of a GString, inlined. SPDX-License-Identifier: MIT */
#pragma once

#include <string.h>

#include <glib.h>

static inline void
append(GString *out, const char *piece, gsize size)
{
    if (G_UNLIKELY(out->allocated_len - out->len <= size)) {
        g_string_append_len(out, piece, (gssize)size);
        return;
    }
    memcpy(out->str + out->len, piece, size);
    out->len += size;
    out->str[out->len] = '\0';
}

#define APPEND(out, literal) append(out, literal, sizeof(literal) - 1)
