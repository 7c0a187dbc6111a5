/* option.h: a plugin's options, declared once in a table. SPDX-License-Identifier: MIT */
#pragma once

#include <stddef.h>

#include <galley/version.h>

G_BEGIN_DECLS

/*
 * From the table come parsing, error messages, `galley inspect`, docs and the resolved
 * configuration. Each option is a field of the plugin's own struct, which the engine clears, fills
 * with defaults and then with what the pipeline says. Strings and lists in it are the engine's and
 * live as long as the plugin is open.
 */

/** GalleyOptionType: in brackets the C type of the field */
typedef enum {
    GALLEY_OPTION_TYPE_BOOL,     /* gboolean */
    GALLEY_OPTION_TYPE_INT,      /* gint64 */
    GALLEY_OPTION_TYPE_DOUBLE,   /* double */
    GALLEY_OPTION_TYPE_SIZE,     /* guint64: bytes, written "64MiB", "10kB", "512" */
    GALLEY_OPTION_TYPE_DURATION, /* gint64: microseconds, written "30s", "5ms", "2min", "1h" */
    GALLEY_OPTION_TYPE_STRING,   /* const char *; %NULL unless given or defaulted */
    GALLEY_OPTION_TYPE_ENUM,     /* gint: index into choices */
    GALLEY_OPTION_TYPE_REGEX,    /* const char *: a pattern that GRegex has compiled once */
    GALLEY_OPTION_TYPE_INPUT, /* const char *: absolute path of a file that can be read; written relative to
                                    the pipeline file; a default is relative to the plugin's data folder */
    GALLEY_OPTION_TYPE_OUTPUT, /* const char *: a path below the run's folder, never absolute, never with ".." */
    GALLEY_OPTION_TYPE_LIST, /* const char *const *: strings, ended by %NULL; %NULL unless given or defaulted */
    GALLEY_OPTION_TYPE_MAP, /* const char *const *: key, value, key, value, ended by %NULL; likewise.
                               A value that is a list is written as galley_condition_parse() reads it */
} GalleyOptionType;

typedef enum {
    GALLEY_OPTION_REQUIRED = 1 << 0,
    GALLEY_OPTION_NO_RESULT = 1 << 1, /* does not change results, so it enters no digest */
} GalleyOptionFlags;

/** GalleyOption: one row of the table. Use the macros below. */
typedef struct {
    const char *name; /* %NULL ends the table */
    GalleyOptionType type;
    GalleyOptionFlags flags;
    gsize offset; /* of the field in the plugin's struct */
    const char *
        fallback; /* the default as it would be written; %NULL: none. Of a list: parted by commas */
    double least, most; /* of numbers, inclusive; both 0: any. Of a size or duration in its unit */
    const char *const *choices; /* of an enum, or what a list's items may be; ended by %NULL */
    const char *unit;           /* %NULL if it has none */
    const char *help;           /* one line */
} GalleyOption;

#define GALLEY_OPTION_(T, Struct, field, deflt, lo, hi, chs, un, flgs, hlp)                        \
    {                                                                                              \
        .name = #field, .type = GALLEY_OPTION_TYPE_##T, .flags = (GalleyOptionFlags)(flgs),        \
        .offset = offsetof(Struct, field), .fallback = deflt, .least = lo, .most = hi,             \
        .choices = chs, .unit = un, .help = hlp,                                                   \
    }
/* Defaults are written as in a pipeline: "true", "3", "64MiB", "30s"; numbers may be plain: 3,
 * 0.5. */
#define GALLEY_OPTION_BOOL(Struct, field, deflt, help)                                             \
    GALLEY_OPTION_(BOOL, Struct, field, deflt, 0, 0, NULL, NULL, 0, help)
#define GALLEY_OPTION_INT(Struct, field, deflt, least, most, unit, help)                           \
    GALLEY_OPTION_(INT, Struct, field, G_STRINGIFY(deflt), least, most, NULL, unit, 0, help)
#define GALLEY_OPTION_DOUBLE(Struct, field, deflt, least, most, unit, help)                        \
    GALLEY_OPTION_(DOUBLE, Struct, field, G_STRINGIFY(deflt), least, most, NULL, unit, 0, help)
#define GALLEY_OPTION_SIZE(Struct, field, deflt, help)                                             \
    GALLEY_OPTION_(SIZE, Struct, field, deflt, 0, 0, NULL, "bytes", 0, help)
#define GALLEY_OPTION_STRING(Struct, field, deflt, help)                                           \
    GALLEY_OPTION_(STRING, Struct, field, deflt, 0, 0, NULL, NULL, 0, help)
#define GALLEY_OPTION_ENUM(Struct, field, deflt, choices, help)                                    \
    GALLEY_OPTION_(ENUM, Struct, field, deflt, 0, 0, choices, NULL, 0, help)
#define GALLEY_OPTION_PATH(Struct, field, deflt, help)                                             \
    GALLEY_OPTION_(INPUT, Struct, field, deflt, 0, 0, NULL, NULL, 0, help)
#define GALLEY_OPTION_OUTPUT(Struct, field, deflt, help)                                           \
    GALLEY_OPTION_(OUTPUT, Struct, field, deflt, 0, 0, NULL, NULL, GALLEY_OPTION_NO_RESULT, help)
#define GALLEY_OPTION_LIST(Struct, field, deflt, choices, help)                                    \
    GALLEY_OPTION_(LIST, Struct, field, deflt, 0, 0, choices, NULL, 0, help)
#define GALLEY_OPTION_MAP(Struct, field, deflt, help)                                              \
    GALLEY_OPTION_(MAP, Struct, field, deflt, 0, 0, NULL, NULL, 0, help)
#define GALLEY_OPTION_END                                                                          \
    {                                                                                              \
        .name = NULL                                                                               \
    }

/**
 * galley_nearest:
 * @names: (array zero-terminated=1)
 *
 * For hints: what was probably meant by a word that is not among the names.
 *
 * Returns: (transfer none) (nullable): which of @names is nearest to @word by edits, or %NULL if none
 * is near
 */
GALLEY_API const char *galley_nearest(const char *word, const char *const *names);

G_END_DECLS
