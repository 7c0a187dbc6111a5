/* condition.c: conditions as a pipeline file writes them. SPDX-License-Identifier: MIT */
#include "pipeline/condition-private.h"

#include <string.h>

static void
term_free(gpointer data)
{
    GalleyTerm *term = data;
    galley_condition_free(term->condition);
    g_free(term->name);
    g_free(term->written);
    g_free(term);
}

GPtrArray *
galley_terms_new(void)
{
    return g_ptr_array_new_with_free_func(term_free);
}

/* A text that a list could not hold as it stands goes into quotation marks. */
static void
append_item(GString *out, const GalleyNode *item)
{
    if (galley_node_is_null(item))
        g_string_append(out, "null");
    else if (strpbrk(item->text, ",[]\"\\") || *item->text == '\0')
        galley_condition_quote(out, item->text);
    else
        g_string_append(out, item->text);
}

static gboolean
refuse_item(GalleyDiagnostics *diagnostics, const GalleyNode *item)
{
    galley_diagnostics_add(diagnostics, item->place, NULL,
                           "a condition is a value or a list of them; here is %s",
                           galley_node_describe(item));
    return FALSE;
}

static gboolean
append_items(GalleyDiagnostics *diagnostics, const GalleyNode *list, GString *out)
{
    for (guint i = 0; i < galley_node_get_n(list); i++) {
        const GalleyNode *item = galley_node_get_item(list, i);
        if (item->kind != GALLEY_NODE_SCALAR)
            return refuse_item(diagnostics, item);
        g_string_append(out, i > 0 ? ", " : "");
        append_item(out, item);
    }
    return TRUE;
}

char *
galley_condition_write(GalleyDiagnostics *diagnostics, const GalleyNode *node)
{
    g_autoptr(GString) out = g_string_new("[");
    if (node->kind == GALLEY_NODE_MAP) {
        refuse_item(diagnostics, node);
        return NULL;
    }
    if (galley_node_is_null(node))
        return g_strdup("null");
    if (node->kind == GALLEY_NODE_SCALAR && *node->text != '[')
        return g_strdup(node->text);
    if (node->kind == GALLEY_NODE_SCALAR)
        append_item(out, node);
    else if (!append_items(diagnostics, node, out))
        return NULL;
    g_string_append_c(out, ']');
    return g_string_free(g_steal_pointer(&out), FALSE);
}

GalleyCondition *
galley_condition_read(GalleyDiagnostics *diagnostics, const GalleyNode *node)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *written = galley_condition_write(diagnostics, node);
    GalleyCondition *condition = written ? galley_condition_parse(written, &error) : NULL;
    if (written && !condition)
        galley_diagnostics_add(diagnostics, node->place,
                               "write a value, a list of values, a comparison such as '>= 50', "
                               "present or absent",
                               "%s", error->message);
    return condition;
}

GalleyCondition *
galley_condition_read_count(GalleyDiagnostics *diagnostics, const GalleyNode *node)
{
    GalleyCondition *condition = galley_condition_read(diagnostics, node);
    const char *text = condition ? galley_condition_find_text(condition) : NULL;
    if (text)
        galley_diagnostics_add(diagnostics, node->place, "write a number, or such as '> 3'",
                               "\"%s\" is no number, and so no count is like it", text);
    return condition;
}

static void
read_term(GalleyDiagnostics *diagnostics,
          const GalleyEntry *entry,
          const char *prefix,
          GPtrArray *terms)
{
    const char *name = entry->key->text;
    if (!g_str_has_prefix(name, prefix) || !name[strlen(prefix)]) {
        g_autofree char *hint = g_strdup_printf("write %s%s", prefix, name);
        galley_diagnostics_add(diagnostics, entry->key->place, hint,
                               "\"%s\" is not what a condition here can be on", name);
        return;
    }
    GalleyCondition *condition = galley_condition_read(diagnostics, entry->value);
    if (!condition)
        return;
    GalleyTerm *term = g_new0(GalleyTerm, 1);
    *term = (GalleyTerm){ .name = g_strdup(name + strlen(prefix)),
                          .written = galley_condition_write(diagnostics, entry->value),
                          .condition = condition };
    g_ptr_array_add(terms, term);
}

void
galley_terms_read(GalleyDiagnostics *diagnostics,
                  const GalleyNode *node,
                  const char *prefix,
                  GPtrArray *terms)
{
    for (guint i = 0; i < galley_node_get_n(node); i++)
        read_term(diagnostics, galley_node_get_entry(node, i), prefix, terms);
}
