/* json.c: one JSON object (RFC 8259), field by field. SPDX-License-Identifier: MIT */
#include "json.h"

#include <string.h>

#include <galley/unicode.h>

static gboolean
fault(JsonCursor *cursor, const char *what)
{
    if (cursor->fault == NULL)
        cursor->fault = what;
    return FALSE;
}

/* The byte at the cursor; NUL at the end, which no JSON text holds outside of strings. */
static inline char
peek(const JsonCursor *cursor)
{
    return cursor->at < cursor->size ? cursor->bytes[cursor->at] : '\0';
}

static inline char
peek_past_blanks(JsonCursor *cursor)
{
    char byte;
    while ((byte = peek(cursor)) == ' ' || byte == '\t' || byte == '\n' || byte == '\r')
        cursor->at++;
    return byte;
}

static inline gboolean
accept(JsonCursor *cursor, char byte)
{
    if (peek_past_blanks(cursor) != byte)
        return FALSE;
    cursor->at++;
    return TRUE;
}

static inline gboolean
is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* ---- strings ---- */

#define EACH_BYTE(b) (G_GUINT64_CONSTANT(0x0101010101010101) * (b))

static inline guint64
zero_bytes(guint64 word)
{
    return (word - EACH_BYTE(1)) & ~word & EACH_BYTE(0x80);
}

/* Goes on to the next quotation mark, backslash or control character, or to the end. */
static void
skip_plain(JsonCursor *cursor)
{
    const char *bytes = cursor->bytes;
    gsize at = cursor->at, size = cursor->size;
    for (; size - at >= 8; at += 8) {
        guint64 word;
        memcpy(&word, bytes + at, 8);
        word = GUINT64_FROM_LE(word);
        guint64 control = (word - EACH_BYTE(0x20)) & ~word & EACH_BYTE(0x80);
        guint64 found =
            control | zero_bytes(word ^ EACH_BYTE('"')) | zero_bytes(word ^ EACH_BYTE('\\'));
        if (found != 0) {
            cursor->at = at + (gsize)__builtin_ctzll(found) / 8;
            return;
        }
    }
    while (at < size && (guint8)bytes[at] >= 0x20 && bytes[at] != '"' && bytes[at] != '\\')
        at++;
    cursor->at = at;
}

/* The 16 bits of the "\uXXXX" that @bytes begin with, or -1 if they do not. */
static gint
code_unit(const char *bytes, gsize size)
{
    if (size < 6 || bytes[0] != '\\' || bytes[1] != 'u')
        return -1;
    gint unit = 0;
    for (gsize i = 2; i < 6; i++) {
        gint digit = g_ascii_xdigit_value(bytes[i]);
        if (digit < 0)
            return -1;
        unit = unit << 4 | digit;
    }
    return unit;
}

static inline gboolean
is_high_surrogate(gint unit)
{
    return unit >= 0xD800 && unit < 0xDC00;
}

static inline gboolean
is_low_surrogate(gint unit)
{
    return unit >= 0xDC00 && unit < 0xE000;
}

static gboolean
skip_unicode_escape(JsonCursor *cursor)
{
    const char *bytes = cursor->bytes + cursor->at;
    gsize size = cursor->size - cursor->at;
    gint unit = code_unit(bytes, size);
    if (unit < 0)
        return fault(cursor, "\\u without four hexadecimal digits");
    gboolean pair = is_high_surrogate(unit);
    if (is_low_surrogate(unit) || (pair && !is_low_surrogate(code_unit(bytes + 6, size - 6))))
        return fault(cursor, "half of a surrogate pair, which is no character");
    cursor->at += pair ? 12 : 6;
    return TRUE;
}

static gboolean
skip_escape(JsonCursor *cursor)
{
    char letter = cursor->size - cursor->at < 2 ? '\0' : cursor->bytes[cursor->at + 1];
    if (letter == 'u')
        return skip_unicode_escape(cursor);
    if (letter == '\0' || strchr("\"\\/bfnrt", letter) == NULL)
        return fault(cursor, "a backslash before what needs none");
    cursor->at += 2;
    return TRUE;
}

/* The string whose opening mark is at the cursor. */
static gboolean
read_string(JsonCursor *cursor, JsonValue *string)
{
    gsize begin = cursor->at++;
    *string = (JsonValue){ .type = JSON_STRING, .bytes = cursor->bytes + cursor->at };
    for (;;) {
        skip_plain(cursor);
        if (cursor->at == cursor->size) {
            cursor->at = begin;
            return fault(cursor, "a string without an end");
        }
        char byte = cursor->bytes[cursor->at];
        if (byte == '"')
            break;
        if (byte != '\\')
            return fault(cursor, "a control character in a string, where it must be escaped");
        string->escaped = TRUE;
        if (!skip_escape(cursor))
            return FALSE;
    }
    string->size = (gsize)(cursor->bytes + cursor->at++ - string->bytes);
    return TRUE;
}

/* ---- other scalars ---- */

static gboolean
skip_digits(JsonCursor *cursor)
{
    if (!is_digit(peek(cursor)))
        return fault(cursor, "a number that lacks a digit here");
    while (is_digit(peek(cursor)))
        cursor->at++;
    return TRUE;
}

static gboolean
skip_fraction(JsonCursor *cursor)
{
    if (peek(cursor) != '.')
        return TRUE;
    cursor->at++;
    return skip_digits(cursor);
}

static gboolean
skip_exponent(JsonCursor *cursor)
{
    if (peek(cursor) != 'e' && peek(cursor) != 'E')
        return TRUE;
    cursor->at++;
    if (peek(cursor) == '+' || peek(cursor) == '-')
        cursor->at++;
    return skip_digits(cursor);
}

static gboolean
skip_number(JsonCursor *cursor)
{
    if (peek(cursor) == '-')
        cursor->at++;
    if (peek(cursor) != '0')
        return skip_digits(cursor) && skip_fraction(cursor) && skip_exponent(cursor);
    cursor->at++;
    if (is_digit(peek(cursor)))
        return fault(cursor, "a number with a zero in front");
    return skip_fraction(cursor) && skip_exponent(cursor);
}

static gboolean
skip_word(JsonCursor *cursor, const char *word)
{
    gsize size = strlen(word);
    if (cursor->size - cursor->at < size || memcmp(cursor->bytes + cursor->at, word, size) != 0)
        return fault(cursor, "no JSON value");
    cursor->at += size;
    return TRUE;
}

static gboolean
read_scalar(JsonCursor *cursor, JsonValue *value)
{
    switch (peek(cursor)) {
    case '"':
        return read_string(cursor, value);
    case 'n':
        value->type = JSON_NULL;
        return skip_word(cursor, "null");
    case 't':
        value->type = JSON_TRUE;
        return skip_word(cursor, "true");
    case 'f':
        value->type = JSON_FALSE;
        return skip_word(cursor, "false");
    default:
        value->type = JSON_NUMBER;
        if (peek(cursor) != '-' && !is_digit(peek(cursor)))
            return fault(cursor, "no JSON value");
        return skip_number(cursor);
    }
}

/* ---- arrays and objects ---- */

/* A key and its colon. */
static gboolean
read_key(JsonCursor *cursor, JsonValue *key)
{
    if (peek_past_blanks(cursor) != '"')
        return fault(cursor, "no key in quotation marks");
    if (!read_string(cursor, key))
        return FALSE;
    return accept(cursor, ':') || fault(cursor, "no colon after a key");
}

/* Goes in at the opening bracket of an array or object; *@empty tells that its closing one
 * followed. */
static gboolean
enter(JsonCursor *cursor, gsize *depth, gboolean *empty)
{
    JsonValue key;
    char bracket = cursor->bytes[cursor->at];
    if (*depth == JSON_DEPTH_MAX)
        return fault(cursor, "arrays and objects nested deeper than 1024");
    cursor->at++;
    *empty = accept(cursor, bracket == '{' ? '}' : ']');
    if (*empty)
        return TRUE;
    cursor->stack[(*depth)++] = (guint8)bracket;
    return bracket == '[' || read_key(cursor, &key);
}

/* After a value: up to where the next one begins, or out of all that ends here. */
static gboolean
leave(JsonCursor *cursor, gsize *depth)
{
    JsonValue key;
    while (*depth > 0) {
        gboolean object = cursor->stack[*depth - 1] == '{';
        if (accept(cursor, ','))
            return !object || read_key(cursor, &key);
        if (!accept(cursor, object ? '}' : ']'))
            return fault(cursor,
                         object ? "no comma or } after a value" : "no comma or ] after a value");
        (*depth)--;
    }
    return TRUE;
}

static gboolean
skip_nested(JsonCursor *cursor)
{
    gsize depth = 0;
    JsonValue scalar;
    do {
        gboolean empty = TRUE;
        char byte = peek_past_blanks(cursor);
        gboolean good = byte == '{' || byte == '[' ? enter(cursor, &depth, &empty)
                                                   : read_scalar(cursor, &scalar);
        if (!good || (empty && !leave(cursor, &depth)))
            return FALSE;
    } while (depth > 0);
    return TRUE;
}

static gboolean
read_value(JsonCursor *cursor, JsonValue *value)
{
    char byte = peek_past_blanks(cursor);
    gsize begin = cursor->at;
    if (byte == '"')
        return read_string(cursor, value);
    *value = (JsonValue){ .bytes = cursor->bytes + begin };
    if (byte == '{' || byte == '[') {
        value->type = byte == '{' ? JSON_OBJECT : JSON_ARRAY;
        if (!skip_nested(cursor))
            return FALSE;
    } else if (!read_scalar(cursor, value)) {
        return FALSE;
    }
    value->size = cursor->at - begin;
    return TRUE;
}

/* ---- the interface ---- */

gboolean
json_open(JsonCursor *cursor, const char *bytes, gsize size)
{
    cursor->bytes = bytes;
    cursor->size = size;
    cursor->at = 0;
    cursor->first = TRUE;
    cursor->fault = NULL;
    return accept(cursor, '{') || fault(cursor, "no JSON object, which begins with {");
}

static gboolean
at_end(JsonCursor *cursor)
{
    peek_past_blanks(cursor);
    if (cursor->at < cursor->size)
        fault(cursor, "something after the end of the object");
    return FALSE;
}

gboolean
json_next(JsonCursor *cursor, JsonField *field)
{
    if (accept(cursor, '}'))
        return at_end(cursor);
    if (!cursor->first && !accept(cursor, ','))
        return fault(cursor, "no comma or } after a value");
    cursor->first = FALSE;
    return read_key(cursor, &field->key) && read_value(cursor, &field->value);
}

/* The character of the checked escape at *@at, which goes past it. */
static gunichar
escaped_character(const JsonValue *string, gsize *at)
{
    static const char meanings[] = {
        ['b'] = '\b', ['f'] = '\f', ['n'] = '\n', ['r'] = '\r', ['t'] = '\t'
    };
    const char *bytes = string->bytes + *at;
    guint8 letter = (guint8)bytes[1];
    if (letter != 'u') {
        *at += 2;
        return letter < sizeof meanings && meanings[letter] != 0 ? (guint8)meanings[letter]
                                                                 : letter;
    }
    gint unit = code_unit(bytes, 6);
    *at += 6;
    if (!is_high_surrogate(unit))
        return (gunichar)unit;
    gint low = code_unit(bytes + 6, 6);
    *at += 6;
    return 0x10000 + ((gunichar)(unit - 0xD800) << 10 | (gunichar)(low - 0xDC00));
}

gsize
json_unescape(const JsonValue *string, char *out)
{
    gsize at = 0, size = 0;
    while (at < string->size) {
        const char *run = string->bytes + at;
        const char *backslash = memchr(run, '\\', string->size - at);
        gsize plain = backslash != NULL ? (gsize)(backslash - run) : string->size - at;
        memcpy(out + size, run, plain);
        size += plain;
        at += plain;
        if (backslash != NULL)
            size += galley_utf8_put(out + size, escaped_character(string, &at));
    }
    return size;
}

const char *
json_type_name(JsonType type)
{
    static const char *const names[] = {
        [JSON_NULL] = "null",        [JSON_FALSE] = "false",     [JSON_TRUE] = "true",
        [JSON_NUMBER] = "a number",  [JSON_STRING] = "a string", [JSON_ARRAY] = "an array",
        [JSON_OBJECT] = "an object",
    };
    return names[type];
}
