/* condition.c: what `when`, `filter`, `where` and `expect` ask of a value.
 * SPDX-License-Identifier: MIT */
#include <galley/condition.h>

#include <math.h>
#include <string.h>

#include <galley/format.h>

#include "document/document-private.h"

G_DEFINE_QUARK(galley_condition_error, galley_condition_error)

typedef enum {
    EQUAL,
    NOT_EQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL,
    PRESENT,
    ABSENT,
} Test;

/* One alternative. */
typedef struct {
    Test test;
    char *text;
    gboolean is_number;
    double number;
} Item;

struct GalleyCondition {
    GArray *items; /* of Item */
};

/* ---- numbers ---- */

/* A decimal and nothing besides, such as 5, -0.5, 1e3; with @percent also 50%. */
static gboolean
parse_number(const char *text, gsize size, gboolean percent, double *number)
{
    char digits[64], *end;
    if (size == 0 || size >= sizeof digits || strspn(text, "+-.0123456789eE%") < size)
        return FALSE;
    memcpy(digits, text, size);
    digits[size] = '\0';
    *number = g_ascii_strtod(digits, &end);
    gboolean share = percent && *end == '%';
    if (share)
        *number /= 100;
    return end != digits && end[share] == '\0' && isfinite(*number);
}

/* ---- parsing ---- */

static const struct {
    const char *sign;
    Test test;
} signs[] = {
    /* longer ones first */
    { ">=", GREATER_OR_EQUAL }, { "<=", LESS_OR_EQUAL }, { "!=", NOT_EQUAL },
    { ">", GREATER },           { "<", LESS },           { "=", EQUAL },
};

/* As other languages have them. */
static const struct {
    const char *sign, *ours;
} foreign_signs[] = {
    { "==", "=" }, { "=>", ">=" }, { "=<", "<=" }, { "<>", "!=" },
    { "≥", ">=" }, { "≤", "<=" },  { "≠", "!=" },
};

static const struct {
    const char *word;
    Test test;
} states[] = {
    { "present", PRESENT },
    { "absent", ABSENT },
    { "null", ABSENT },
};

static gboolean
refuse(GError **error, const char *what, const char *written)
{
    g_set_error(error, GALLEY_CONDITION_ERROR, GALLEY_CONDITION_ERROR_SYNTAX,
                "the condition \"%s\" %s", written, what);
    return FALSE;
}

/* Without this, "=> 3" would ask for the text "> 3". */
static gboolean
refuse_foreign_sign(GError **error, const char *written)
{
    for (gsize i = 0; i < G_N_ELEMENTS(foreign_signs); i++)
        if (g_str_has_prefix(written, foreign_signs[i].sign)) {
            g_autofree char *what =
                g_strdup_printf("begins with no sign that there is: write \"%s\" for \"%s\"",
                                foreign_signs[i].ours, foreign_signs[i].sign);
            return refuse(error, what, written);
        }
    return TRUE;
}

static void
set_operand(Item *item, char *text)
{
    item->text = text;
    item->is_number = parse_number(text, strlen(text), TRUE, &item->number);
}

static gboolean
parse_item(const char *written, Item *item, GError **error)
{
    for (gsize i = 0; i < G_N_ELEMENTS(states); i++)
        if (g_str_equal(written, states[i].word)) {
            item->test = states[i].test;
            return TRUE;
        }
    if (!refuse_foreign_sign(error, written))
        return FALSE;
    for (gsize i = 0; i < G_N_ELEMENTS(signs); i++) {
        if (!g_str_has_prefix(written, signs[i].sign))
            continue;
        item->test = signs[i].test;
        set_operand(item, g_strstrip(g_strdup(written + strlen(signs[i].sign))));
        return *item->text != '\0' || refuse(error, "has nothing to compare with", written);
    }
    set_operand(item, g_strdup(written));
    return TRUE;
}

static gboolean
add_item(GalleyCondition *condition, const char *written, GError **error)
{
    g_array_set_size(condition->items, condition->items->len + 1);
    return parse_item(written, &g_array_index(condition->items, Item, condition->items->len - 1),
                      error);
}

static void
add_quoted(GalleyCondition *condition, char *text)
{
    Item item = { .test = EQUAL, .text = text };
    g_array_append_val(condition->items, item);
}

/* What stands in quotation marks at *@at, which goes behind them; a backslash keeps what follows. */
static char *
cut_quoted(const char **at)
{
    GString *text = g_string_new(NULL);
    const char *c = *at + 1;
    for (; *c != '\0' && *c != '"'; c++) {
        if (*c == '\\' && c[1] != '\0')
            c++;
        g_string_append_c(text, *c);
    }
    *at = *c == '"' ? c + 1 : NULL;
    return g_string_free(text, FALSE);
}

static const char *
skip_blanks(const char *at)
{
    return at + strspn(at, " \t\n");
}

/* The item at *@at, which goes behind it and the blanks that follow. */
static gboolean
cut_item(GalleyCondition *condition, const char **at, const char *written, GError **error)
{
    if (**at == '"') {
        add_quoted(condition, cut_quoted(at));
        if (*at == NULL)
            return refuse(error, "has quotation marks without an end", written);
        *at = skip_blanks(*at);
        return TRUE;
    }
    gsize size = strcspn(*at, ",]");
    g_autofree char *item = g_strchomp(g_strndup(*at, size));
    *at += size;
    return *item != '\0' ? add_item(condition, item, error)
                         : refuse(error, "has an item that is empty", written);
}

static gboolean
parse_list(GalleyCondition *condition, const char *written, GError **error)
{
    const char *at = skip_blanks(written + 1);
    if (*at == ']')
        return refuse(error, "is a list of nothing, which no value is in", written);
    for (;;) {
        if (!cut_item(condition, &at, written, error))
            return FALSE;
        if (*at == ']')
            return *skip_blanks(at + 1) == '\0' ||
                   refuse(error, "goes on behind its list", written);
        if (*at != ',')
            return refuse(error, "is a list without an end", written);
        at = skip_blanks(at + 1);
    }
}

static void
clear_item(gpointer item)
{
    g_free(((Item *)item)->text);
}

GalleyCondition *
galley_condition_parse(const char *written, GError **error)
{
    g_return_val_if_fail(written != NULL, NULL);
    g_autoptr(GalleyCondition) condition = g_new0(GalleyCondition, 1);
    condition->items = g_array_new(FALSE, TRUE, sizeof(Item));
    g_array_set_clear_func(condition->items, clear_item);
    gboolean fits = written[0] == '[' ? parse_list(condition, written, error)
                                      : add_item(condition, written, error);
    return fits ? g_steal_pointer(&condition) : NULL;
}

void
galley_condition_free(GalleyCondition *condition)
{
    g_array_unref(condition->items);
    g_free(condition);
}

void
galley_condition_quote(GString *list, const char *item)
{
    g_return_if_fail(list != NULL && item != NULL);
    g_string_append_c(list, '"');
    for (; *item != '\0'; item++) {
        if (*item == '"' || *item == '\\')
            g_string_append_c(list, '\\');
        g_string_append_c(list, *item);
    }
    g_string_append_c(list, '"');
}

/* ---- holding ---- */

static gboolean
number_of(const GalleyMetadata *value, double *number)
{
    switch (value->type) {
    case GALLEY_TYPE_INT64:
        *number = (double)value->int64;
        return TRUE;
    case GALLEY_TYPE_DOUBLE:
        *number = value->number;
        return TRUE;
    case GALLEY_TYPE_BOOL:
        return FALSE;
    default:
        return parse_number(value->text, value->text_size, FALSE, number);
    }
}

static int
compare_bytes(const char *a, gsize a_size, const char *b, gsize b_size)
{
    int order = memcmp(a, b, MIN(a_size, b_size));
    return order != 0 ? order : (a_size > b_size) - (a_size < b_size);
}

/* The value against the item's: below, at or above 0; *@comparable where neither is greater. */
static int
compare(const Item *item, const GalleyMetadata *value, gboolean *comparable)
{
    double number;
    *comparable = TRUE;
    if (item->is_number && number_of(value, &number))
        return (number > item->number) - (number < item->number);
    if (value->type == GALLEY_TYPE_BOOL) {
        const char *word = value->int64 != 0 ? "true" : "false";
        return strcmp(word, item->text);
    }
    if (value->type == GALLEY_TYPE_INT64 || value->type == GALLEY_TYPE_DOUBLE) {
        g_autoptr(GString) written = g_string_new(NULL);
        if (value->type == GALLEY_TYPE_INT64)
            galley_append_int64(written, value->int64);
        else
            galley_append_double(written, value->number);
        *comparable = FALSE;
        return strcmp(written->str, item->text);
    }
    *comparable = !item->is_number;
    return compare_bytes(value->text, value->text_size, item->text, strlen(item->text));
}

static gboolean
item_holds(const Item *item, const GalleyMetadata *value)
{
    gboolean comparable, there = value != NULL && !value->null;
    if (item->test == PRESENT || item->test == ABSENT)
        return there == (item->test == PRESENT);
    if (!there)
        return item->test == NOT_EQUAL;
    int order = compare(item, value, &comparable);
    switch (item->test) {
    case EQUAL:
        return order == 0;
    case NOT_EQUAL:
        return order != 0;
    case LESS:
        return comparable && order < 0;
    case LESS_OR_EQUAL:
        return comparable && order <= 0;
    case GREATER:
        return comparable && order > 0;
    default:
        return comparable && order >= 0;
    }
}

gboolean
galley_condition_holds(const GalleyCondition *condition, const GalleyMetadata *value)
{
    g_return_val_if_fail(condition != NULL, FALSE);
    for (guint i = 0; i < condition->items->len; i++)
        if (item_holds(&g_array_index(condition->items, Item, i), value))
            return TRUE;
    return FALSE;
}

const char *
galley_condition_find_text(const GalleyCondition *condition)
{
    g_return_val_if_fail(condition != NULL, NULL);
    for (guint i = 0; i < condition->items->len; i++) {
        const Item *item = &g_array_index(condition->items, Item, i);
        if (item->text != NULL && !item->is_number)
            return item->text;
    }
    return NULL;
}

const char *
galley_condition_find_no_share(const GalleyCondition *condition)
{
    g_return_val_if_fail(condition != NULL, NULL);
    for (guint i = 0; i < condition->items->len; i++) {
        const Item *item = &g_array_index(condition->items, Item, i);
        if (item->is_number && (item->number < 0 || item->number > 1))
            return item->text;
    }
    return NULL;
}

const char *
galley_condition_find_no_count(const GalleyCondition *condition)
{
    for (guint i = 0; i < condition->items->len; i++) {
        const Item *item = &g_array_index(condition->items, Item, i);
        if (item->is_number && (item->number < 0 || item->number != floor(item->number) ||
                                strchr(item->text, '%') != NULL))
            return item->text;
    }
    return NULL;
}

const char *
galley_condition_find_no_percentage(const GalleyCondition *condition)
{
    const char *text = galley_condition_find_no_share(condition);
    for (guint i = 0; text == NULL && i < condition->items->len; i++) {
        const Item *item = &g_array_index(condition->items, Item, i);
        if (item->is_number && strchr(item->text, '%') == NULL)
            text = item->text;
    }
    return text;
}

const char *
galley_condition_find_other(const GalleyCondition *condition, const char *const *words)
{
    for (guint i = 0; i < condition->items->len; i++) {
        const Item *item = &g_array_index(condition->items, Item, i);
        gboolean names = item->test == EQUAL || item->test == NOT_EQUAL;
        if (names && !g_strv_contains(words, item->text))
            return item->text;
    }
    return NULL;
}
