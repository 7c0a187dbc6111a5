/* bytes.c: a pipeline file is read within bounds, and is UTF-8. SPDX-License-Identifier: MIT */
#include "pipeline/bytes-private.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <galley/pipeline.h>
#include <galley/unicode.h>

#include "pipeline/tree-private.h"

#define BYTE_ORDER_MARK "\xEF\xBB\xBF"
#define REPLACEMENT "\uFFFD"

static gboolean
fail(const char *path, GError **error)
{
    g_set_error(error, GALLEY_PIPELINE_ERROR, GALLEY_PIPELINE_ERROR_FILE, "%s: %s", path,
                g_strerror(errno));
    return FALSE;
}

/* Pipes and devices do not tell their size, and may have no end. */
static gboolean
read_most(int fd, const char *path, char *bytes, gsize most, gsize *size, GError **error)
{
    *size = 0;
    while (*size < most) {
        gssize n = read(fd, bytes + *size, most - *size);
        if (n == 0)
            return TRUE;
        if (n > 0)
            *size += (gsize)n;
        else if (errno != EINTR)
            return fail(path, error);
    }
    return TRUE;
}

char *
galley_bytes_read(const char *path, gsize *size, GError **error)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        fail(path, error);
        return NULL;
    }
    g_autofree char *bytes = g_malloc(GALLEY_TREE_BYTES_MOST + 1);
    gboolean done = read_most(fd, path, bytes, GALLEY_TREE_BYTES_MOST + 1, size, error);
    close(fd);
    return done ? g_steal_pointer(&bytes) : NULL;
}

gboolean
galley_bytes_write(const char *path, const char *bytes, gsize size, GError **error)
{
    g_autoptr(GError) why = NULL;
    if (g_file_set_contents(path, bytes, (gssize)size, &why))
        return TRUE;
    const char *reason = strrchr(why->message, ':'); /* GLib's names the temporary file before it */
    g_set_error(error, GALLEY_PIPELINE_ERROR, GALLEY_PIPELINE_ERROR_FILE,
                "%s: it cannot be written:%s", path, reason ? reason + 1 : why->message);
    return FALSE;
}

/* What is not UTF-8 becomes U+FFFD, so that a message can show the line. */
static char *
repair(const char *text, gsize size)
{
    GString *repaired = g_string_new(NULL);
    while (size > 0) {
        gsize valid;
        gboolean all = galley_utf8_validate(text, size, &valid);
        g_string_append_len(repaired, text, (gssize)valid);
        if (!all)
            g_string_append(repaired, REPLACEMENT);
        valid += !all;
        text += valid;
        size -= valid;
    }
    return g_string_free(repaired, FALSE);
}

static gboolean
is_utf16(const char *text, gsize size)
{
    return size >= 2 && (memcmp(text, "\xFF\xFE", 2) == 0 || memcmp(text, "\xFE\xFF", 2) == 0);
}

static gboolean
refuse_encoding(const char *path, const char *text, gsize size, gsize valid, GError **error)
{
    g_autofree char *repaired = repair(text, size);
    g_autoptr(GalleyDiagnostics) diagnostics =
        galley_diagnostics_new(path, repaired, strlen(repaired));
    gsize at = galley_utf8_count(text, valid);
    galley_diagnostics_add(
        diagnostics, galley_lines_find(galley_diagnostics_get_lines(diagnostics), at, at + 1),
        "save it as UTF-8; editors ask for the encoding where they save under another name",
        is_utf16(text, size) ? "the file is UTF-16, not UTF-8: byte 0x%02X"
                             : "the file is not UTF-8: byte 0x%02X",
        (guint)(guint8)text[valid]);
    g_autofree char *message = galley_diagnostics_print(diagnostics);
    g_set_error_literal(error, GALLEY_PIPELINE_ERROR, GALLEY_PIPELINE_ERROR_SYNTAX, message);
    return FALSE;
}

gboolean
galley_bytes_check(const char *path, const char **text, gsize *size, GError **error)
{
    gsize valid;
    if (*size > GALLEY_TREE_BYTES_MOST) {
        g_set_error(error, GALLEY_PIPELINE_ERROR, GALLEY_PIPELINE_ERROR_SYNTAX,
                    "%s: more than 1 MiB; that is no pipeline", path);
        return FALSE;
    }
    if (*size >= strlen(BYTE_ORDER_MARK) &&
        memcmp(*text, BYTE_ORDER_MARK, strlen(BYTE_ORDER_MARK)) == 0) {
        *text += strlen(BYTE_ORDER_MARK);
        *size -= strlen(BYTE_ORDER_MARK);
    }
    return galley_utf8_validate(*text, *size, &valid) ||
           refuse_encoding(path, *text, *size, valid, error);
}
