/* head.h: named fields, of a WARC record and of an HTTP response alike (RFC 9112, 5).
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/** Head: its strings hold until it is read into again or cleared. */
typedef struct {
    GString *text;    /* all strings, a NUL behind each */
    GArray *fields;   /* of HeadField */
    gsize start_size; /* of the first line, which @text begins with */
    gsize fault_at;   /* of the first line that is no field; G_MAXSIZE: all are */
} Head;

void head_init(Head *head);
void head_clear(Head *head);

/**
 * head_read:
 * @end: (out): where the head ends: behind its empty line, or @size where there is none
 *
 * Lines end in CRLF or LF; one that begins with a blank goes on with the one before. Values become
 * UTF-8, ill-formed bytes U+FFFD, a NUL a blank. A line without a colon is passed over, see fault_at.
 */
void head_read(Head *head, const guint8 *bytes, gsize size, gsize *end);

/* head_get: (transfer none) (nullable): the first field called @name, in any case, that is not empty */
const char *head_get(const Head *head, const char *name);
/* head_get_start: (transfer none): the first line */
const char *head_get_start(const Head *head);

/* media_type: (transfer full) (nullable): "text/html" of "Text/HTML; charset=utf-8", in lower case */
char *media_type(const char *content_type);
/* media_charset: (transfer full) (nullable): "utf-8" of it, without quotation marks */
char *media_charset(const char *content_type);
