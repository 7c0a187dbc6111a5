/* json.h: one JSON object, field by field, strict and without copies.
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/* Arrays and objects inside each other; RFC 8259 (9) lets a parser set a limit. */
#define JSON_DEPTH_MAX 1024

typedef enum {
    JSON_NULL,
    JSON_FALSE,
    JSON_TRUE,
    JSON_NUMBER,
    JSON_STRING,
    JSON_ARRAY,
    JSON_OBJECT,
} JsonType;

/* A value where it stands in the line. */
typedef struct {
    JsonType type;
    gboolean escaped;  /* a string with backslashes in it */
    const char *bytes; /* its JSON text; of a string without the marks */
    gsize size;
} JsonValue;

typedef struct {
    JsonValue key; /* a string */
    JsonValue value;
} JsonField;

/* A walk over the fields of an object. All that is passed over is checked to the last byte. */
typedef struct {
    const char *bytes; /* valid UTF-8 */
    gsize size;
    gsize at;
    gboolean first;               /* no field has been read */
    const char *fault;            /* what is wrong at @at, or NULL */
    guint8 stack[JSON_DEPTH_MAX]; /* what value() is inside of: '[' or '{' */
} JsonCursor;

/* json_open: begins to read the object in @bytes, valid UTF-8; FALSE with `fault` set if there is
 * none */
gboolean json_open(JsonCursor *cursor, const char *bytes, gsize size);
/* json_next: the next field; FALSE at the end, and where `fault` is set */
gboolean json_next(JsonCursor *cursor, JsonField *field);
/* json_unescape: the characters of a string; @out has room for @string->size. Returns: bytes
 * written */
gsize json_unescape(const JsonValue *string, char *out);
/* json_type_name: with its article: "an object" */
const char *json_type_name(JsonType type);
