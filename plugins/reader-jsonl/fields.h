/* fields.h: the fields of one line, by name or path. SPDX-License-Identifier: MIT */
#pragma once

#include <galley/document.h>

#include "json.h"

/* More would make a line's work grow with the square of them. */
#define FIELDS_MAX 2048

/* A record without the blanks around it. */
typedef struct {
    const char *record; /* where the record begins: messages count from there */
    const char *bytes;
    gsize size;
} Line;

/* line_of: @first: at the beginning of the input, where a byte order mark may stand */
Line line_of(const guint8 *record, gsize size, gboolean first);

typedef struct {
    const char *name; /* unescaped, NUL-terminated; the document's scratch memory */
    gsize name_size;
    JsonValue value;
} Field;

/* Belongs to a worker; fields_cut() fills it anew. */
typedef struct {
    Line line;
    GArray *list; /* of Field, in the line's order */
    JsonCursor cursor;
    JsonCursor nested; /* of an object that a path leads into */
} Fields;

/* What a path led to. */
typedef struct {
    gboolean there;
    gboolean twice; /* a key stood there more than once; `value` is the last */
    guint top;      /* index in the list of the field that is, or that holds, the value */
    JsonValue value;
} Found;

void fields_init(Fields *fields);
void fields_clear(Fields *fields);
gboolean fields_cut(Fields *fields, const Line *line, GalleyDocument *document, GError **error);
/* fields_find: @path is a key, or keys parted by dots; a key with a dot in it is preferred to a
 * path */
Found fields_find(Fields *fields, const char *path, GalleyDocument *document);
/* fields_string: the characters of a string; in the record itself, or in scratch memory */
const char *fields_string(const JsonValue *string, GalleyDocument *document, gsize *size);

/* fields_set_missing: an error that says which fields there are */
void fields_set_missing(const Fields *fields, const char *option, const char *path, GError **error);
/* fields_set_fault: an error about the place @at in the line; @what takes no more than is needed
 * to know it */
void fields_set_fault(const Fields *fields, const char *at, GError **error, const char *what, ...)
    G_GNUC_PRINTF(4, 5);
