/* profile.c: a profile from tables of name, value, meaning. SPDX-License-Identifier: MIT */
#include "profile.h"

#include <stddef.h>

#include <galley/plugin.h>

#include "table.h"

/* A profile may be like another, which may be like another, and so on. */
#define LIKENESS_MOST 4

typedef enum {
    FIELD_FILE, /* or a list of words; "-": none */
    FIELD_FORM, /* a switch that the layers hang on: the pipeline cannot change it */
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
    FIELD(FILE, lexicon),
    FIELD(FILE, domain),
    FIELD(FILE, boosters),
    FIELD(FILE, negations),
    FIELD(FILE, idioms),
    FIELD(FILE, contrast),
    FIELD(FILE, emoji),
    FIELD(FILE, unreal),
    FIELD(FILE, courtesies),
    FIELD(FILE, trends),
    FIELD(FILE, target_weights),
    FIELD(FILE, skip_marks),
    FIELD(FORM, tokens),
    FIELD(SWITCH, fold_keys),
    FIELD(SWITCH, last_wins),
    FIELD(SWITCH, plain_quotes),
    FIELD(SWITCH, keep_short),
    FIELD(SWITCH, emoji_single),
    FIELD(SWITCH, emoji_glued),
    FIELD(SWITCH, polite_words),
    FIELD(INT, window),
    FIELD(INT, negation_window),
    FIELD(DOUBLE, negation),
    FIELD(DOUBLE, negation_negative),
    FIELD(DOUBLE, capitals),
    FIELD(INT, capitals_letters),
    FIELD(DOUBLE, never_so),
    FIELD(DOUBLE, fade_2),
    FIELD(DOUBLE, fade_3),
    FIELD(DOUBLE, least),
    FIELD(SWITCH, so_without_never),
    FIELD(SWITCH, no_in_capitals),
    FIELD(SWITCH, stop_at_marks),
    FIELD(SWITCH, idioms_late),
    FIELD(SWITCH, idioms_last),
    FIELD(SWITCH, degree_signless),
    FIELD(SWITCH, contrast_by_value),
    FIELD(SWITCH, contrast_once),
    FIELD(DOUBLE, names),
    FIELD(DOUBLE, questions),
    FIELD(DOUBLE, unreal_factor),
    FIELD(INT, unreal_window),
    FIELD(DOUBLE, negative),
    FIELD(DOUBLE, trend),
    FIELD(SWITCH, stop_at_contrary),
    FIELD(DOUBLE, alpha),
    FIELD(DOUBLE, exclamation),
    FIELD(INT, exclamation_most),
    FIELD(DOUBLE, question),
    FIELD(INT, question_least),
    FIELD(INT, question_most),
    FIELD(DOUBLE, question_many),
    FIELD(DOUBLE, residue),
    FIELD(INT, decimals),
};

/* What a value of each type may be. */
static const struct {
    double least, most;
    gboolean whole;
    const char *words;
} ranges[] = {
    [FIELD_FORM] = { 0, 1, TRUE, "0 or 1" },
    [FIELD_SWITCH] = { 0, 1, TRUE, "0 or 1" },
    [FIELD_INT] = { 0, 1000, TRUE, "a whole number, 0 to 1000" },
    [FIELD_DOUBLE] = { -1000, 1000, FALSE, "a number, -1000 to 1000" },
};

/* How far each field stands: in the file being read, or in one that it is like. */
typedef struct {
    Profile *profile;
    const char *path;
    guint depth;
    gboolean here[G_N_ELEMENTS(fields)];
    gboolean there[G_N_ELEMENTS(fields)];
} Reading;

static const Field *
find_field(const char *name)
{
    for (guint i = 0; i < G_N_ELEMENTS(fields); i++)
        if (g_str_equal(fields[i].name, name))
            return &fields[i];
    return NULL;
}

/* %FALSE where @text is no value of the field's type. */
static gboolean
set_number(Profile *profile, const Field *field, const char *text)
{
    gpointer at = G_STRUCT_MEMBER_P(profile, field->offset);
    double number;
    if (!table_parse_number(text, &number) || number < ranges[field->type].least ||
        number > ranges[field->type].most || (ranges[field->type].whole && number != (gint)number))
        return FALSE;
    if (field->type == FIELD_DOUBLE)
        *(double *)at = number;
    else
        *(gint *)at = (gint)number;
    return TRUE;
}

static gboolean
set_field(Profile *profile, const Field *field, const TableRow *row, GError **error)
{
    if (field->type == FIELD_FILE) {
        char **at = G_STRUCT_MEMBER_P(profile, field->offset);
        g_free(*at);
        *at = g_str_equal(row->field[1], "-") ? NULL : g_strdup(row->field[1]);
        return TRUE;
    }
    return set_number(profile, field, row->field[1]) ||
           table_fail(row, 1, error, "%s is %s, not “%s”", field->name, ranges[field->type].words,
                      row->field[1]);
}

static gboolean read_profile(Reading *reading, const char *path, GError **error);

/* "like news": the lines of news.tsv come first. */
static gboolean
read_likeness(Reading *reading, const TableRow *row, GError **error)
{
    if (reading->depth == LIKENESS_MOST)
        return table_fail(row, 0, error, "a profile is like at most %d others", LIKENESS_MOST);
    for (guint i = 0; i < G_N_ELEMENTS(fields); i++)
        if (reading->here[i])
            return table_fail(row, 0, error, "“like” stands before all other lines");
    g_autofree char *folder = g_path_get_dirname(reading->path);
    g_autofree char *name = g_strconcat(row->field[1], ".tsv", NULL);
    g_autofree char *path = g_build_filename(folder, name, NULL);
    Reading other = { .profile = reading->profile, .depth = reading->depth + 1 };
    if (!read_profile(&other, path, error))
        return FALSE;
    for (guint i = 0; i < G_N_ELEMENTS(fields); i++)
        reading->there[i] = other.here[i] || other.there[i];
    return TRUE;
}

static gboolean
take_row(const TableRow *row, gpointer user, GError **error)
{
    Reading *reading = user;
    const Field *field = find_field(row->field[0]);
    if (g_str_equal(row->field[0], "like"))
        return read_likeness(reading, row, error);
    if (field == NULL)
        return table_fail(row, 0, error, "a profile has no “%s”", row->field[0]);
    if (reading->here[field - fields])
        return table_fail(row, 0, error, "“%s” stands twice", row->field[0]);
    reading->here[field - fields] = TRUE;
    return set_field(reading->profile, field, row, error);
}

static gboolean
read_profile(Reading *reading, const char *path, GError **error)
{
    reading->path = path;
    return table_read(path, take_row, reading, error);
}

static gboolean
check_complete(const Reading *reading, GError **error)
{
    for (guint i = 0; i < G_N_ELEMENTS(fields); i++) {
        if (reading->here[i] || reading->there[i])
            continue;
        g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_FILE, "%s: no line for “%s”",
                    reading->path, fields[i].name);
        return FALSE;
    }
    return TRUE;
}

/* ---- changes that the pipeline makes ---- */

/* "true" and "false", as YAML has them, for switches. */
static const char *
plain_value(const Field *field, const char *value)
{
    if (field->type != FIELD_SWITCH)
        return value;
    return g_str_equal(value, "true") ? "1" : g_str_equal(value, "false") ? "0" : value;
}

static gboolean
refuse_name(const char *name, GError **error)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (guint i = 0; i < G_N_ELEMENTS(fields); i++)
        if (fields[i].type > FIELD_FORM)
            g_ptr_array_add(names, (gpointer)fields[i].name);
    g_ptr_array_add(names, NULL);
    g_autofree char *all = g_strjoinv(", ", (char **)names->pdata);
    const char *near = galley_nearest(name, (const char *const *)names->pdata);
    g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_OPTION,
                near != NULL ? "set: a profile has no number or switch “%s”; did you mean “%s”?"
                             : "set: a profile has no number or switch “%s”; there are %s",
                name, near != NULL ? near : all);
    return FALSE;
}

static gboolean
make_change(Profile *profile, const char *name, const char *value, GError **error)
{
    const Field *field = find_field(name);
    if (field == NULL || field->type <= FIELD_FORM)
        return refuse_name(name, error);
    if (set_number(profile, field, plain_value(field, value)))
        return TRUE;
    g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_OPTION, "set: %s is %s%s, not “%s”",
                name, ranges[field->type].words,
                field->type == FIELD_SWITCH ? " (or false or true)" : "", value);
    return FALSE;
}

static gboolean
make_changes(Profile *profile, const char *const *changes, GError **error)
{
    for (guint i = 0; changes != NULL && changes[i] != NULL; i += 2)
        if (!make_change(profile, changes[i], changes[i + 1], error))
            return FALSE;
    return TRUE;
}

gboolean
profile_check_changes(const char *const *changes, GError **error)
{
    Profile profile = { 0 };
    return make_changes(&profile, changes, error);
}

Profile *
profile_load(const char *path, const char *const *changes, GError **error)
{
    g_autoptr(Profile) profile = g_new0(Profile, 1);
    Reading reading = { .profile = profile };
    if (!read_profile(&reading, path, error) || !check_complete(&reading, error) ||
        !make_changes(profile, changes, error))
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
