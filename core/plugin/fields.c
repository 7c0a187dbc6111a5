/* fields.c: names of fields as people write them, and what they need of a plan.
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "plugin/fields-private.h"
#include "plugin/plugin-private.h"

/* ---- words ---- */

typedef struct {
    const char *name;
    GalleyFieldKind kind;
    gboolean of_row;   /* and of no document */
    gboolean of_text;  /* not of rows that are bytes of the source */
    const char *layer; /* whose rows alone have it; %NULL: all */
} Word;

static const Word words[] = {
    { "id", GALLEY_FIELD_ID, FALSE, FALSE, NULL },
    { "text", GALLEY_FIELD_TEXT, FALSE, TRUE, NULL },
    { "row", GALLEY_FIELD_ROW, TRUE, FALSE, NULL },
    { "begin", GALLEY_FIELD_BEGIN, TRUE, TRUE, NULL },
    { "end", GALLEY_FIELD_END, TRUE, TRUE, NULL },
    { "source_begin", GALLEY_FIELD_SOURCE_BEGIN, TRUE, FALSE, NULL },
    { "source_end", GALLEY_FIELD_SOURCE_END, TRUE, FALSE, NULL },
    { "sentence", GALLEY_FIELD_SENTENCE, TRUE, TRUE, NULL },
    { "left", GALLEY_FIELD_LEFT, TRUE, TRUE, NULL },
    { "right", GALLEY_FIELD_RIGHT, TRUE, TRUE, NULL },
    { "content", GALLEY_FIELD_CONTENT, TRUE, TRUE, "quotation" },
};

static const struct {
    const char *name;
    GalleyFunction function;
} functions[] = {
    { "lower", GALLEY_FUNCTION_LOWER },
    { "year", GALLEY_FUNCTION_YEAR },
    { "month", GALLEY_FUNCTION_MONTH },
    { "day", GALLEY_FUNCTION_DAY },
};

/* Short names for what many ask for. */
static const struct {
    const char *layer, *name, *meaning;
} aliases[] = {
    { "quotation", "canonical_speaker", "entity.name" },
    { "mention", "name", "entity.name" },
};

/* ---- errors ---- */

static gboolean
is_word_of(const Word *word, const char *layer)
{
    return word->layer != NULL ? g_strcmp0(layer, word->layer) == 0
                               : layer != NULL || !word->of_row;
}

/* All that could stand there, the layer's columns last. */
static GPtrArray *
list_names(const GalleyFields *fields, const GalleyLayout *layout)
{
    GPtrArray *names = g_ptr_array_new();
    for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
        if (is_word_of(&words[i], fields->layer))
            g_ptr_array_add(names, (gpointer)words[i].name);
    for (gsize i = 0; i < G_N_ELEMENTS(aliases); i++)
        if (g_strcmp0(fields->layer, aliases[i].layer) == 0)
            g_ptr_array_add(names, (gpointer)aliases[i].name);
    for (const GalleyColumn *column = layout != NULL ? layout->columns : NULL;
         column != NULL && column->name != NULL; column++)
        g_ptr_array_add(names, (gpointer)column->name);
    g_ptr_array_add(names, NULL);
    return names;
}

static gboolean
refuse_unknown(const GalleyFields *fields,
               const GalleyLayout *layout,
               const char *name,
               GError **error)
{
    g_autoptr(GPtrArray) names = list_names(fields, layout);
    const char *near = galley_nearest(name, (const char *const *)names->pdata);
    g_autofree char *list = g_strjoinv(", ", (char **)names->pdata);
    g_autofree char *whose = fields->layer != NULL
                                 ? g_strdup_printf("a row of \"%s\"", fields->layer)
                                 : g_strdup("a document");
    if (strchr(name, ',') != NULL) /* --set csv.columns=id,text */
        return galley_option_refuse(
            error, "%s has no field \"%s\"; several are a list, as in [id, text]", whose, name);
    return galley_option_refuse(
        error, "%s has no field \"%s\"%s%s%s; there are %s, metadata.KEY, count(LAYER)", whose,
        name, near != NULL ? ": did you mean \"" : "", near != NULL ? near : "",
        near != NULL ? "\"?" : "", list);
}

/* ---- parsing ---- */

static const GalleyColumn *
find_column(const GalleyLayout *layout, const char *name)
{
    int index = layout != NULL ? galley_layout_find_column(layout, name) : -1;
    return index >= 0 ? &layout->columns[index] : NULL;
}

static gboolean
refuse_column(const GalleyLayout *layout, const char *column, GError **error)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (const GalleyColumn *one = layout->columns; one != NULL && one->name != NULL; one++)
        g_ptr_array_add(names, (gpointer)one->name);
    g_ptr_array_add(names, NULL);
    const char *near = galley_nearest(column, (const char *const *)names->pdata);
    g_autofree char *list = g_strjoinv(", ", (char **)names->pdata);
    return galley_option_refuse(error, "the layer \"%s\" has no column \"%s\"%s%s%s; there are %s",
                                layout->name, column, near != NULL ? ": did you mean \"" : "",
                                near != NULL ? near : "", near != NULL ? "\"?" : "", list);
}

/* The column of @from whose rows are of @to. */
static const char *
find_link(const GalleyLayout *from, const char *to)
{
    for (const GalleyColumn *column = from->columns; column != NULL && column->name != NULL;
         column++)
        if (column->type == GALLEY_TYPE_ROW && g_str_equal(column->layer, to))
            return column->name;
    return NULL;
}

static const Word *
find_word(const char *name, const char *layer)
{
    for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
        if (g_str_equal(words[i].name, name) &&
            (words[i].layer == NULL || is_word_of(&words[i], layer)))
            return &words[i];
    return NULL;
}

static gboolean
parse_word(const GalleyFields *fields, const Word *word, GalleyField *field, GError **error)
{
    const GalleyLayout *layout =
        fields->layer != NULL ? galley_standard_find_layout(fields->layer) : NULL;
    if (fields->layer == NULL && word->of_row)
        return galley_option_refuse(error, "a document has no \"%s\": rows of a layer have",
                                    word->name);
    if (layout != NULL && layout->source && word->of_text)
        return galley_option_refuse(error,
                                    "rows of \"%s\" are bytes of the source, and have no \"%s\"",
                                    fields->layer, word->name);
    field->kind = word->kind;
    if (word->kind == GALLEY_FIELD_CONTENT) {
        field->layer = g_strdup("quotation_part");
        field->link = g_strdup("quotation");
        field->joined = g_string_new(NULL);
    }
    return TRUE;
}

/* "LAYER.COLUMN" of a document, or of the rows that point to this one. */
static gboolean
parse_back(const GalleyFields *fields,
           const char *layer,
           const char *column,
           GalleyField *field,
           GError **error)
{
    const GalleyLayout *layout = galley_standard_find_layout(layer);
    const char *link =
        layout != NULL && fields->layer != NULL ? find_link(layout, fields->layer) : NULL;
    if (layout == NULL && strchr(layer, '/') == NULL)
        return FALSE;
    if (layout != NULL && find_column(layout, column) == NULL)
        return refuse_column(layout, column, error);
    if (fields->layer != NULL && link == NULL)
        return galley_option_refuse(
            error, "rows of \"%s\" do not point to rows of \"%s\", so \"%s.%s\" has no row", layer,
            fields->layer, layer, column);
    field->kind = GALLEY_FIELD_BACK;
    field->layer = g_strdup(layer);
    field->link = g_strdup(link);
    field->column = g_strdup(column);
    return TRUE;
}

static gboolean
parse_follow(const GalleyFields *fields,
             const GalleyColumn *link,
             const char *name,
             const char *column,
             GalleyField *field,
             GError **error)
{
    gboolean points = link != NULL && link->type == GALLEY_TYPE_ROW;
    const GalleyLayout *target = points ? galley_standard_find_layout(link->layer) : NULL;
    if (link != NULL && !points)
        return galley_option_refuse(
            error, "the column \"%s\" of \"%s\" points to no row, so it has no \"%s\"", name,
            fields->layer, column);
    if (target != NULL && find_column(target, column) == NULL)
        return refuse_column(target, column, error);
    field->kind = GALLEY_FIELD_FOLLOW;
    field->link = g_strdup(name);
    field->column = g_strdup(column);
    field->layer = points ? g_strdup(link->layer) : NULL;
    return TRUE;
}

/* A name with a point in it: the last one parts layer or column from column, for layers may have
 * some. */
static gboolean
parse_path(const GalleyFields *fields,
           const char *name,
           const char *point,
           GalleyField *field,
           GError **error)
{
    g_autofree char *head = g_strndup(name, (gsize)(point - name));
    const GalleyLayout *layout =
        fields->layer != NULL ? galley_standard_find_layout(fields->layer) : NULL;
    const GalleyColumn *column = find_column(layout, head);
    gboolean foreign = fields->layer != NULL && layout == NULL && strchr(head, '/') == NULL;
    if (column != NULL || foreign)
        return parse_follow(fields, column, head, point + 1, field, error);
    if (parse_back(fields, head, point + 1, field, error))
        return TRUE;
    return error != NULL && *error != NULL ? FALSE : refuse_unknown(fields, layout, name, error);
}

static gboolean
parse_name(const GalleyFields *fields, const char *name, GalleyField *field, GError **error)
{
    const GalleyLayout *layout =
        fields->layer != NULL ? galley_standard_find_layout(fields->layer) : NULL;
    for (gsize i = 0; i < G_N_ELEMENTS(aliases); i++)
        if (g_strcmp0(fields->layer, aliases[i].layer) == 0 && g_str_equal(name, aliases[i].name) &&
            find_column(layout, name) == NULL)
            return parse_name(fields, aliases[i].meaning, field, error);
    const Word *word = find_word(name, fields->layer);
    if (word != NULL)
        return parse_word(fields, word, field, error);
    if (g_str_has_prefix(name, "metadata.") && name[strlen("metadata.")] != '\0') {
        field->kind = GALLEY_FIELD_METADATA;
        field->column = g_strdup(name + strlen("metadata."));
        return TRUE;
    }
    const char *point = strrchr(name, '.');
    if (point != NULL && point > name && point[1] != '\0')
        return parse_path(fields, name, point, field, error);
    if (fields->layer == NULL || *name == '\0' ||
        (layout != NULL && find_column(layout, name) == NULL))
        return refuse_unknown(fields, layout, name, error);
    field->kind = GALLEY_FIELD_COLUMN;
    field->column = g_strdup(name);
    return TRUE;
}

/* What stands in the brackets of @function, or %NULL if @name is no call of it. */
static char *
argument_of(const char *name, const char *function)
{
    gsize n = strlen(function), size = strlen(name);
    if (size < n + 2 || strncmp(name, function, n) != 0 || name[n] != '(' || name[size - 1] != ')')
        return NULL;
    return g_strstrip(g_strndup(name + n + 1, size - n - 2));
}

/* "week(metadata.date)", "month(metadata.date" */
static gboolean
refuse_call(const char *name, GError **error)
{
    const char *known[G_N_ELEMENTS(functions) + 2] = { "count" };
    g_autofree char *function = g_strndup(name, strcspn(name, "("));
    if (!g_str_has_suffix(name, ")"))
        return galley_option_refuse(error, "\"%s\" wants a \")\" at its end", name);
    for (gsize i = 0; i < G_N_ELEMENTS(functions); i++)
        known[i + 1] = functions[i].name;
    const char *near = galley_nearest(function, known);
    g_autofree char *list = g_strjoinv(", ", (char **)known);
    return galley_option_refuse(error, "there is no function \"%s\" for \"%s\"%s%s%s; there are %s",
                                function, name, near != NULL ? ": did you mean \"" : "",
                                near != NULL ? near : "", near != NULL ? "\"?" : "", list);
}

static gboolean
parse_field(const GalleyFields *fields, const char *name, GalleyField *field, GError **error)
{
    g_autofree char *counted = argument_of(name, "count");
    if (counted != NULL && *counted != '\0') {
        field->kind = GALLEY_FIELD_COUNT;
        field->layer = g_steal_pointer(&counted);
        return TRUE;
    }
    for (gsize i = 0; i < G_N_ELEMENTS(functions); i++) {
        g_autofree char *argument = argument_of(name, functions[i].name);
        if (argument == NULL)
            continue;
        field->function = functions[i].function;
        return parse_name(fields, argument, field, error);
    }
    return strchr(name, '(') != NULL ? refuse_call(name, error)
                                     : parse_name(fields, name, field, error);
}

static void
clear_field(gpointer data)
{
    GalleyField *field = data;
    g_free(field->layer);
    g_free(field->link);
    g_free(field->column);
    if (field->scratch != NULL)
        g_string_free(field->scratch, TRUE);
    if (field->joined != NULL)
        g_string_free(field->joined, TRUE);
}

static gboolean
add_field(GalleyFields *fields, const char *name, GError **error)
{
    g_array_set_size(fields->list, fields->list->len + 1);
    GalleyField *field = &g_array_index(fields->list, GalleyField, fields->list->len - 1);
    field->scratch = g_string_new(NULL);
    g_autoptr(GError) why = NULL;
    if (parse_field(fields, name, field, &why))
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&why));
    return FALSE;
}

GalleyFields *
galley_fields_parse(const char *const *names, const char *layer, guint context, GError **error)
{
    g_return_val_if_fail(names != NULL, NULL);
    g_autoptr(GalleyFields) fields = g_new0(GalleyFields, 1);
    fields->layer = g_strdup(layer);
    fields->context = context;
    fields->list = g_array_new(FALSE, TRUE, sizeof(GalleyField));
    fields->conditions = g_ptr_array_new_with_free_func((GDestroyNotify)galley_condition_free);
    g_array_set_clear_func(fields->list, clear_field);
    for (; *names != NULL; names++)
        if (!add_field(fields, *names, error))
            return NULL;
    fields->n_named = fields->list->len;
    return g_steal_pointer(&fields);
}

char *
galley_fields_tell_odd(const GalleyLayout *layout,
                       const char *name,
                       const GalleyCondition *condition)
{
    const GalleyColumn *column = find_column(layout, name);
    if (column == NULL || column->type != GALLEY_TYPE_CATEGORY)
        return NULL;
    const char *odd = galley_condition_find_other(condition, column->categories);
    if (odd == NULL)
        return NULL;
    const char *near = galley_nearest(odd, column->categories);
    g_autofree char *list = g_strjoinv(", ", (char **)column->categories);
    return g_strdup_printf("%s is never \"%s\"%s%s%s; it is one of %s", name, odd,
                           near != NULL ? ": did you mean \"" : "", near != NULL ? near : "",
                           near != NULL ? "\"?" : "", list);
}

gboolean
galley_fields_where(GalleyFields *fields, const char *const *conditions, GError **error)
{
    g_return_val_if_fail(fields != NULL && fields->conditions->len == 0, FALSE);
    const GalleyLayout *layout =
        fields->layer != NULL ? galley_standard_find_layout(fields->layer) : NULL;
    for (; conditions != NULL && *conditions != NULL; conditions += 2) {
        GalleyCondition *condition = galley_condition_parse(conditions[1], error);
        if (condition == NULL)
            return FALSE;
        g_ptr_array_add(fields->conditions, condition);
        if (!add_field(fields, conditions[0], error))
            return FALSE;
        g_autofree char *odd = galley_fields_tell_odd(layout, conditions[0], condition);
        if (odd != NULL)
            return galley_option_refuse(error, "%s", odd);
    }
    return TRUE;
}

void
galley_fields_free(GalleyFields *fields)
{
    g_array_unref(fields->list);
    g_ptr_array_unref(fields->conditions);
    g_free(fields->layer);
    g_free(fields);
}

guint
galley_fields_get_n(const GalleyFields *fields)
{
    g_return_val_if_fail(fields != NULL, 0);
    return fields->n_named;
}

/* ---- needs ---- */

/* Columns wanted of a layer; what is merely followed may be absent. */
typedef struct {
    const char *layer;
    GString *columns;
    gboolean optional;
} Want;

static void
clear_want(gpointer data)
{
    g_string_free(((Want *)data)->columns, TRUE);
}

static void
want(GArray *wants, const char *layer, const char *column, gboolean optional)
{
    guint i = 0;
    while (i < wants->len && !g_str_equal(g_array_index(wants, Want, i).layer, layer))
        i++;
    if (i == wants->len) {
        Want fresh = { layer, g_string_new(NULL), optional };
        g_array_append_val(wants, fresh);
    }
    Want *wanted = &g_array_index(wants, Want, i);
    wanted->optional &= optional;
    if (column != NULL)
        g_string_append_printf(wanted->columns, "%s%s", wanted->columns->len > 0 ? " " : "",
                               column);
}

/* The layer that a row column points to; where the layout is not known, any. */
static void
want_target(const GalleyFields *fields, GArray *wants, const char *column)
{
    const GalleyLayout *layout = galley_standard_find_layout(fields->layer);
    const GalleyColumn *known = find_column(layout, column);
    if (layout == NULL)
        want(wants, "*", NULL, TRUE);
    else if (known != NULL && known->type == GALLEY_TYPE_ROW)
        want(wants, known->layer, NULL, TRUE);
}

static void
want_back(const GalleyField *field, GArray *wants)
{
    const GalleyLayout *layout = galley_standard_find_layout(field->layer);
    want(wants, field->layer, field->column, FALSE);
    if (field->link != NULL)
        want(wants, field->layer, field->link, FALSE);
    else if (find_column(layout, "scope") != NULL)
        want(wants, field->layer, "scope", FALSE);
}

static void
want_field(const GalleyFields *fields, const GalleyField *field, GArray *wants)
{
    switch (field->kind) {
    case GALLEY_FIELD_COUNT:
        want(wants, field->layer, NULL, FALSE);
        break;
    case GALLEY_FIELD_SENTENCE:
        want(wants, "sentence", NULL, FALSE);
        break;
    case GALLEY_FIELD_COLUMN:
        want(wants, fields->layer, field->column, FALSE);
        want_target(fields, wants, field->column);
        break;
    case GALLEY_FIELD_FOLLOW:
        want(wants, fields->layer, field->link, FALSE);
        want(wants, field->layer != NULL ? field->layer : "*",
             field->layer != NULL ? field->column : "*", field->layer == NULL);
        break;
    case GALLEY_FIELD_CONTENT:
        want(wants, field->layer, field->link, FALSE);
        break;
    case GALLEY_FIELD_BACK:
        want_back(field, wants);
        break;
    default:
        break;
    }
}

void
galley_fields_need(const GalleyFields *fields, GalleyContract *contract)
{
    g_return_if_fail(fields != NULL && contract != NULL);
    g_autoptr(GArray) wants = g_array_new(FALSE, FALSE, sizeof(Want));
    g_array_set_clear_func(wants, clear_want);
    if (fields->layer != NULL)
        want(wants, fields->layer, NULL, FALSE);
    for (guint i = 0; i < fields->list->len; i++) {
        const GalleyField *field = &g_array_index(fields->list, GalleyField, i);
        GalleyPort key = GALLEY_METADATA(field->column, JSON);
        if (field->kind == GALLEY_FIELD_METADATA)
            galley_contract_need(contract, &key);
        else
            want_field(fields, field, wants);
    }
    for (guint i = 0; i < wants->len; i++) {
        const Want *wanted = &g_array_index(wants, Want, i);
        GalleyPort port = GALLEY_LAYER(wanted->layer, wanted->columns->str);
        if (wanted->columns->len == 0)
            port.columns = NULL;
        port.flags = wanted->optional ? GALLEY_PORT_OPTIONAL : 0;
        galley_contract_need(contract, &port);
    }
}
