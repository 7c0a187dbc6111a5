/* profile.c: a profile from a table of name, value, meaning. SPDX-License-Identifier: MIT */
#include "profile.h"

#include <stddef.h>

#include <galley/plugin.h>

#include "table.h"

typedef enum {
    FIELD_FILE, /* or a list of words; "-": none */
    FIELD_SWITCH,
    FIELD_INT,
    FIELD_DOUBLE,
} FieldType;

typedef struct {
    const char *name;
    FieldType type;
    gsize offset;
} Field;

#define FIELD(type, field)                                                                         \
    {                                                                                              \
#field, FIELD_##type, offsetof(Profile, field)                                             \
    }

static const Field fields[] = {
    FIELD(FILE, lexicon),          FIELD(FILE, boosters),
    FIELD(FILE, negations),        FIELD(FILE, idioms),
    FIELD(FILE, contrast),         FIELD(FILE, emoji),
    FIELD(FILE, unreal),           FIELD(FILE, skip_marks),
    FIELD(SWITCH, tokens),         FIELD(SWITCH, fold_keys),
    FIELD(SWITCH, plain_quotes),   FIELD(SWITCH, keep_short),
    FIELD(SWITCH, emoji_spaced),   FIELD(SWITCH, merge_phrases),
    FIELD(SWITCH, last_wins),      FIELD(INT, window),
    FIELD(DOUBLE, negation),       FIELD(DOUBLE, capitals),
    FIELD(INT, capitals_letters),  FIELD(DOUBLE, never_so),
    FIELD(DOUBLE, fade_2),         FIELD(DOUBLE, fade_3),
    FIELD(DOUBLE, least),          FIELD(SWITCH, so_without_never),
    FIELD(SWITCH, no_in_capitals), FIELD(SWITCH, stop_at_marks),
    FIELD(SWITCH, late_idioms),    FIELD(SWITCH, contrast_by_value),
    FIELD(SWITCH, contrast_once),  FIELD(DOUBLE, names),
    FIELD(DOUBLE, questions),      FIELD(DOUBLE, unreal_factor),
    FIELD(INT, unreal_window),     FIELD(DOUBLE, negative),
    FIELD(DOUBLE, alpha),          FIELD(DOUBLE, exclamation),
    FIELD(INT, exclamation_most),  FIELD(DOUBLE, question),
    FIELD(INT, question_least),    FIELD(INT, question_most),
    FIELD(DOUBLE, question_many),  FIELD(DOUBLE, residue),
    FIELD(INT, decimals),
};

typedef struct {
    Profile *profile;
    gboolean seen[G_N_ELEMENTS(fields)];
} Reading;

static gboolean
set_field(Profile *profile, const Field *field, const TableRow *row, GError **error)
{
    gpointer at = G_STRUCT_MEMBER_P(profile, field->offset);
    double number;
    if (field->type == FIELD_FILE) {
        *(char **)at = g_str_equal(row->field[1], "-") ? NULL : g_strdup(row->field[1]);
        return TRUE;
    }
    if (!table_number(row, 1, &number, error))
        return FALSE;
    if (field->type == FIELD_DOUBLE)
        *(double *)at = number;
    else if (number >= 0 && number <= (field->type == FIELD_SWITCH ? 1 : 1000) &&
             number == (gint)number)
        *(gint *)at = (gint)number;
    else
        return g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_FILE,
                           "%s is %s, not “%s”", field->name,
                           field->type == FIELD_SWITCH ? "0 or 1" : "a whole number, 0 to 1000",
                           row->field[1]),
               FALSE;
    return TRUE;
}

static gboolean
take_row(const TableRow *row, gpointer user, GError **error)
{
    Reading *reading = user;
    for (guint i = 0; i < G_N_ELEMENTS(fields); i++) {
        if (!g_str_equal(fields[i].name, row->field[0]))
            continue;
        if (!reading->seen[i]) {
            reading->seen[i] = TRUE;
            return set_field(reading->profile, &fields[i], row, error);
        }
        g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_FILE, "“%s” stands twice",
                    row->field[0]);
        return FALSE;
    }
    g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_FILE, "a profile has no “%s”",
                row->field[0]);
    return FALSE;
}

static gboolean
check_complete(const Reading *reading, const char *path, GError **error)
{
    for (guint i = 0; i < G_N_ELEMENTS(fields); i++) {
        if (reading->seen[i])
            continue;
        g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_FILE, "%s: no line for “%s”",
                    path, fields[i].name);
        return FALSE;
    }
    return TRUE;
}

Profile *
profile_load(const char *path, GError **error)
{
    g_autoptr(Profile) profile = g_new0(Profile, 1);
    Reading reading = { .profile = profile };
    if (!table_read(path, take_row, &reading, error) || !check_complete(&reading, path, error))
        return NULL;
    return g_steal_pointer(&profile);
}

void
profile_free(Profile *profile)
{
    if (profile == NULL)
        return;
    for (guint i = 0; i < G_N_ELEMENTS(fields); i++)
        if (fields[i].type == FIELD_FILE)
            g_free(G_STRUCT_MEMBER(char *, profile, fields[i].offset));
    g_free(profile);
}
