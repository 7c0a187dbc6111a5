/* option.c: values as a pipeline writes them, into the fields of a plugin's struct, and back.
 * SPDX-License-Identifier: MIT */
#include <errno.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#include <galley/format.h>

#include "plugin/plugin-private.h"

#define FIELD(T, self, option) G_STRUCT_MEMBER(T, self, (option)->offset)

gboolean
galley_option_refuse(GError **error, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *what = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_set_error_literal(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_OPTION, what);
    return FALSE;
}

static const char *
keep(GPtrArray *pool, char *string)
{
    g_ptr_array_add(pool, string);
    return string;
}

/* ---- numbers with units ---- */

typedef struct {
    const char *name;
    double factor;
} Unit;

static const Unit size_units[] = {
    { "", 1 },
    { "B", 1 },
    { "kB", 1e3 },
    { "MB", 1e6 },
    { "GB", 1e9 },
    { "TB", 1e12 },
    { "KiB", 1024.0 },
    { "MiB", 1048576.0 },
    { "GiB", 1073741824.0 },
    { "TiB", 1099511627776.0 },
};
static const Unit duration_units[] = {
    { "us", 1 }, { "ms", 1e3 }, { "s", 1e6 }, { "min", 60e6 }, { "h", 3600e6 },
};

static gboolean
parse_double(const char *value, double *number, const char **rest)
{
    char *end = NULL;
    if (!*value || g_ascii_isspace(*value) || *value == '+')
        return FALSE;
    *number = g_ascii_strtod(value, &end);
    *rest = end;
    return end != value && isfinite(*number);
}

static gboolean
parse_with_unit(const char *value, const Unit *units, gsize n_units, double *number)
{
    const char *rest;
    if (!parse_double(value, number, &rest))
        return FALSE;
    while (*rest == ' ')
        rest++;
    for (gsize i = 0; i < n_units; i++)
        if (g_str_equal(rest, units[i].name)) {
            *number *= units[i].factor;
            return *number >= 0 && *number < 9e18;
        }
    return FALSE;
}

/* The number in words such as ranges want them: 3, 0.5. */
static char *
number_text(double number)
{
    GString *text = g_string_new(NULL);
    if (number == floor(number) && fabs(number) < 1e15)
        galley_append_int64(text, (gint64)number);
    else
        galley_append_double(text, number);
    return g_string_free(text, FALSE);
}

static gboolean
in_range(const GalleyOption *option, double number, GError **error)
{
    if ((option->least == 0 && option->most == 0) ||
        (number >= option->least && number <= option->most))
        return TRUE;
    g_autofree char *is = number_text(number), *least = number_text(option->least),
                    *most = number_text(option->most);
    return galley_option_refuse(error, "%s is %s; it may be %s to %s%s%s", option->name, is, least,
                                most, option->unit ? " " : "", option->unit ? option->unit : "");
}

/* ---- one setter a type ---- */

typedef struct {
    gpointer self;
    const char *base;
    GPtrArray *pool;
} Target;

typedef gboolean (*Setter)(const GalleyOption *option,
                           const Target *target,
                           const char *value,
                           GError **error);

static gboolean
set_bool(const GalleyOption *option, const Target *target, const char *value, GError **error)
{
    if (!g_str_equal(value, "true") && !g_str_equal(value, "false"))
        return galley_option_refuse(error, "%s is \"%s\"; it is true or false", option->name,
                                    value);
    FIELD(gboolean, target->self, option) = value[0] == 't';
    return TRUE;
}

static gboolean
set_int(const GalleyOption *option, const Target *target, const char *value, GError **error)
{
    gint64 number;
    if (!g_ascii_string_to_signed(value, 10, G_MININT64, G_MAXINT64, &number, NULL) ||
        *value == '+')
        return galley_option_refuse(error, "%s is \"%s\"; it is a whole number", option->name,
                                    value);
    if (!in_range(option, (double)number, error))
        return FALSE;
    FIELD(gint64, target->self, option) = number;
    return TRUE;
}

static gboolean
set_double(const GalleyOption *option, const Target *target, const char *value, GError **error)
{
    double number;
    const char *rest;
    if (!parse_double(value, &number, &rest) || *rest)
        return galley_option_refuse(error, "%s is \"%s\"; it is a number", option->name, value);
    if (!in_range(option, number, error))
        return FALSE;
    FIELD(double, target->self, option) = number;
    return TRUE;
}

static gboolean
set_size(const GalleyOption *option, const Target *target, const char *value, GError **error)
{
    double number;
    if (!parse_with_unit(value, size_units, G_N_ELEMENTS(size_units), &number))
        return galley_option_refuse(error, "%s is \"%s\"; it is a size such as 64MiB or 10kB",
                                    option->name, value);
    if (!in_range(option, number, error))
        return FALSE;
    FIELD(guint64, target->self, option) = (guint64)number;
    return TRUE;
}

static gboolean
set_duration(const GalleyOption *option, const Target *target, const char *value, GError **error)
{
    double number;
    if (!parse_with_unit(value, duration_units, G_N_ELEMENTS(duration_units), &number))
        return galley_option_refuse(
            error, "%s is \"%s\"; it is a duration such as 30s, 5ms or 2min", option->name, value);
    if (!in_range(option, number, error))
        return FALSE;
    FIELD(gint64, target->self, option) = (gint64)number;
    return TRUE;
}

static gboolean
set_string(const GalleyOption *option,
           const Target *target,
           const char *value,
           G_GNUC_UNUSED GError **error)
{
    FIELD(const char *, target->self, option) = keep(target->pool, g_strdup(value));
    return TRUE;
}

/* As a message lists them. */
static char *
choices_text(const char *const *choices)
{
    return g_strjoinv(", ", (char **)choices);
}

static gboolean
set_enum(const GalleyOption *option, const Target *target, const char *value, GError **error)
{
    for (gint i = 0; option->choices[i]; i++)
        if (g_str_equal(option->choices[i], value)) {
            FIELD(gint, target->self, option) = i;
            return TRUE;
        }
    g_autofree char *choices = choices_text(option->choices);
    return galley_option_refuse(error, "%s is \"%s\"; it is one of %s", option->name, value,
                                choices);
}

static gboolean
set_regex(const GalleyOption *option, const Target *target, const char *value, GError **error)
{
    g_autoptr(GError) why = NULL;
    g_autoptr(GRegex) regex = g_regex_new(value, G_REGEX_OPTIMIZE, 0, &why);
    if (!regex)
        return galley_option_refuse(error, "%s is no regular expression: %s", option->name,
                                    why->message);
    return set_string(option, target, value, error);
}

static gboolean
set_input(const GalleyOption *option, const Target *target, const char *value, GError **error)
{
    g_autofree char *path = g_canonicalize_filename(value, target->base);
    if (!g_file_test(path, G_FILE_TEST_EXISTS))
        return galley_option_refuse(error, "%s: there is no file %s", option->name, path);
    if (g_file_test(path, G_FILE_TEST_IS_DIR))
        return galley_option_refuse(error, "%s: %s is a folder, not a file", option->name, path);
    if (access(path, R_OK) != 0)
        return galley_option_refuse(error, "%s: %s cannot be read: %s", option->name, path,
                                    g_strerror(errno));
    FIELD(const char *, target->self, option) = keep(target->pool, g_steal_pointer(&path));
    return TRUE;
}

static gboolean
leaves_folder(const char *path)
{
    g_auto(GStrv) parts = g_strsplit(path, "/", -1);
    return g_strv_contains((const char *const *)parts, "..");
}

static gboolean
set_output(const GalleyOption *option, const Target *target, const char *value, GError **error)
{
    if (!*value || g_str_has_suffix(value, "/"))
        return galley_option_refuse(error, "%s is \"%s\"; it names a file below the run's folder",
                                    option->name, value);
    if (g_path_is_absolute(value) || leaves_folder(value))
        return galley_option_refuse(
            error, "%s is \"%s\"; it stays below the run's folder: no \"/\" in front, no \"..\"",
            option->name, value);
    return set_string(option, target, value, error);
}

static gboolean
set_from_commas(const GalleyOption *option, const Target *target, const char *value, GError **error)
{
    g_auto(GStrv) values = g_strsplit(value, ",", -1);
    if (!*value)
        values[0] = (g_free(values[0]), NULL);
    return galley_option_set_list(option, target->self, (const char *const *)values, target->pool,
                                  error);
}

static const struct {
    const char *name;
    Setter set;
} types[] = {
    [GALLEY_OPTION_TYPE_BOOL] = { "bool", set_bool },
    [GALLEY_OPTION_TYPE_INT] = { "int", set_int },
    [GALLEY_OPTION_TYPE_DOUBLE] = { "number", set_double },
    [GALLEY_OPTION_TYPE_SIZE] = { "size", set_size },
    [GALLEY_OPTION_TYPE_DURATION] = { "duration", set_duration },
    [GALLEY_OPTION_TYPE_STRING] = { "string", set_string },
    [GALLEY_OPTION_TYPE_ENUM] = { "one of", set_enum },
    [GALLEY_OPTION_TYPE_REGEX] = { "regular expression", set_regex },
    [GALLEY_OPTION_TYPE_INPUT] = { "input file", set_input },
    [GALLEY_OPTION_TYPE_OUTPUT] = { "output file", set_output },
    [GALLEY_OPTION_TYPE_LIST] = { "list", set_from_commas },
    [GALLEY_OPTION_TYPE_MAP] = { "map", set_from_commas },
};

gboolean
galley_option_is_list(const GalleyOption *option)
{
    return option->type == GALLEY_OPTION_TYPE_LIST || option->type == GALLEY_OPTION_TYPE_MAP;
}

gboolean
galley_option_set(const GalleyOption *option,
                  gpointer self,
                  const char *value,
                  const char *base,
                  GPtrArray *pool,
                  GError **error)
{
    Target target = { self, base, pool };
    return types[option->type].set(option, &target, value, error);
}

static gboolean
check_items(const GalleyOption *option, const char *const *values, GError **error)
{
    for (gsize i = 0; option->choices && values[i]; i++)
        if (!g_strv_contains(option->choices, values[i])) {
            g_autofree char *choices = choices_text(option->choices);
            return galley_option_refuse(error, "%s has \"%s\"; its items are of %s", option->name,
                                        values[i], choices);
        }
    return TRUE;
}

gboolean
galley_option_set_list(const GalleyOption *option,
                       gpointer self,
                       const char *const *values,
                       GPtrArray *pool,
                       GError **error)
{
    if (option->type == GALLEY_OPTION_TYPE_LIST && !check_items(option, values, error))
        return FALSE;
    gsize n = g_strv_length((char **)values);
    const char **copy = g_new0(const char *, n + 1);
    for (gsize i = 0; i < n; i++)
        copy[i] = keep(pool, g_strdup(values[i]));
    g_ptr_array_add(pool, copy);
    FIELD(const char *const *, self, option) = copy;
    return TRUE;
}

/* ---- for people ---- */

char *
galley_option_describe(const GalleyOption *option)
{
    GString *text = g_string_new(types[option->type].name);
    if (option->choices) {
        g_autofree char *choices = choices_text(option->choices);
        g_string_append_printf(text, option->type == GALLEY_OPTION_TYPE_ENUM ? " %s" : " of %s",
                               choices);
    }
    if (option->least != 0 || option->most != 0) {
        g_autofree char *least = number_text(option->least), *most = number_text(option->most);
        g_string_append_printf(text, ", %s to %s", least, most);
    }
    if (option->unit && option->type != GALLEY_OPTION_TYPE_SIZE)
        g_string_append_printf(text, " %s", option->unit);
    return g_string_free(text, FALSE);
}

static char *
print_unit(double value, const Unit *units, gsize n_units)
{
    gsize best = 0;
    for (gsize i = 0; i < n_units; i++)
        if (value != 0 && fmod(value, units[i].factor) == 0 &&
            units[i].factor >= units[best].factor)
            best = i;
    g_autofree char *number = number_text(value / units[best].factor);
    return g_strconcat(number, units[best].name, NULL);
}

static char *
print_list(const GalleyOption *option, const char *const *values)
{
    gboolean map = option->type == GALLEY_OPTION_TYPE_MAP;
    GString *text = g_string_new(map ? "{" : "[");
    for (gsize i = 0; values && values[i]; i++) {
        if (i > 0)
            g_string_append(text, map && i % 2 == 1 ? ": " : ", ");
        g_string_append(text, values[i]);
    }
    g_string_append_c(text, map ? '}' : ']');
    return g_string_free(text, FALSE);
}

static char *
print_path(const char *path, const char *base)
{
    gsize n = base ? strlen(base) : 0;
    gboolean below = n > 0 && strncmp(path, base, n) == 0 && path[n] == '/';
    return g_strdup(below ? path + n + 1 : path);
}

static char *
print_number(gint64 number)
{
    return g_strdup_printf("%" G_GINT64_FORMAT, number);
}

char *
galley_option_print(const GalleyOption *option, gconstpointer self, const char *base)
{
    switch (option->type) {
    case GALLEY_OPTION_TYPE_BOOL:
        return g_strdup(FIELD(gboolean, self, option) ? "true" : "false");
    case GALLEY_OPTION_TYPE_INT:
        return print_number(FIELD(gint64, self, option));
    case GALLEY_OPTION_TYPE_DOUBLE:
        return number_text(FIELD(double, self, option));
    case GALLEY_OPTION_TYPE_SIZE:
        return print_unit((double)FIELD(guint64, self, option), size_units,
                          G_N_ELEMENTS(size_units));
    case GALLEY_OPTION_TYPE_DURATION:
        return print_unit((double)FIELD(gint64, self, option), duration_units,
                          G_N_ELEMENTS(duration_units));
    case GALLEY_OPTION_TYPE_ENUM:
        return g_strdup(option->choices[FIELD(gint, self, option)]);
    default:
        break;
    }
    const char *const *values = FIELD(const char *const *, self, option);
    if (!values)
        return g_strdup("null");
    if (galley_option_is_list(option))
        return print_list(option, values);
    const char *text = FIELD(const char *, self, option);
    return option->type == GALLEY_OPTION_TYPE_INPUT ? print_path(text, base) : g_strdup(text);
}
