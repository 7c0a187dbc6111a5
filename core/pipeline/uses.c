/* uses.c: reader, steps and writers: which plugin, under which name.
 * SPDX-License-Identifier: MIT */
#include "pipeline/plan-private.h"

#include <string.h>

#include "pipeline/condition-private.h"

#define AUTO "auto"
#define STAGES_MOST 1000u

/** Form: a step as it is written, before its plugin is known. */
typedef struct {
    GalleyKind kind;
    const char *plugin;
    GalleyPlace place;
    const GalleyNode *value; /* (nullable): behind the plugin's name: options, if all is well */
    const char *name;        /* (nullable) */
    GalleyPlace name_place;
    const GalleyNode *layers; /* (nullable) */
    const GalleyNode *when;   /* (nullable) */
    gint64 timeout;           /* as in GalleyStage, and so the next two */
    guint64 memory;
    int on_error;
    gboolean wrapped;
} Form;

static const struct {
    const char *key, *noun;
} words[] = {
    [GALLEY_KIND_READER] = { "reader", "reader" },
    [GALLEY_KIND_PROCESSOR] = { "steps", "step" },
    [GALLEY_KIND_WRITER] = { "writers", "writer" },
};

const char *
galley_uses_get_key(GalleyKind kind)
{
    return words[kind].key;
}

/* ---- the engine's keys beside a plugin's name ---- */

static gboolean
is_name(const char *text)
{
    for (const char *c = text; *c; c++)
        if (!g_ascii_islower(*c) && !g_ascii_isdigit(*c) && *c != '_' && *c != '-')
            return FALSE;
    return *text != '\0';
}

static void
read_name(GalleyPlan *plan, const GalleyEntry *entry, gpointer target)
{
    Form *form = target;
    const char *name = galley_value_get_text(plan, entry);
    if (!name)
        return;
    if (is_name(name)) {
        form->name = name;
        form->name_place = entry->value->place;
    } else
        galley_diagnostics_add(plan->diagnostics, entry->value->place,
                               "a name has letters from a to z, digits, \"_\" and \"-\"",
                               "\"%s\" is no name", name);
}

static void
read_layers(GalleyPlan *plan, const GalleyEntry *entry, gpointer target)
{
    Form *form = target;
    if (entry->value->kind == GALLEY_NODE_MAP)
        form->layers = entry->value;
    else
        galley_diagnostics_add(plan->diagnostics, entry->value->place,
                               "write it as {the plugin's name for it: the name in this pipeline}",
                               "\"layers\" wants a map, not %s",
                               galley_node_describe(entry->value));
}

static void
read_when(GalleyPlan *plan, const GalleyEntry *entry, gpointer target)
{
    Form *form = target;
    if (form->kind != GALLEY_KIND_PROCESSOR)
        galley_diagnostics_add(plan->diagnostics, entry->key->place, NULL,
                               "\"when\" stands beside steps, not beside a %s",
                               words[form->kind].noun);
    else if (entry->value->kind == GALLEY_NODE_MAP)
        form->when = entry->value;
    else
        galley_diagnostics_add(plan->diagnostics,
                               galley_node_is_null(entry->value) ? entry->key->place
                                                                 : entry->value->place,
                               "write it as {metadata.language: en}",
                               "\"when\" wants a map, not %s", galley_node_describe(entry->value));
}

/* Limits and what happens at them are a step's own; a reader's and a writer's are the run's. */
static gboolean
is_for_steps(GalleyPlan *plan, const GalleyEntry *entry, const Form *form)
{
    if (form->kind != GALLEY_KIND_PROCESSOR)
        galley_diagnostics_add(plan->diagnostics, entry->key->place,
                               "what \"run\" says holds for readers and writers",
                               "\"%s\" stands beside steps, not beside a %s", entry->key->text,
                               words[form->kind].noun);
    return form->kind == GALLEY_KIND_PROCESSOR;
}

static void
read_timeout(GalleyPlan *plan, const GalleyEntry *entry, gpointer target)
{
    Form *form = target;
    if (is_for_steps(plan, entry, form))
        galley_value_read_timeout(plan, entry, &form->timeout);
}

static void
read_memory(GalleyPlan *plan, const GalleyEntry *entry, gpointer target)
{
    Form *form = target;
    if (is_for_steps(plan, entry, form))
        galley_value_read_memory(plan, entry, &form->memory);
}

static void
read_on_error(GalleyPlan *plan, const GalleyEntry *entry, gpointer target)
{
    Form *form = target;
    GalleyOnError on_error;
    if (is_for_steps(plan, entry, form) && galley_value_read_on_error(plan, entry, &on_error))
        form->on_error = (int)on_error;
}

/* Files have names, and documents come from files where they are read. */
static gboolean
is_for_reader(GalleyPlan *plan, const GalleyEntry *entry, const Form *form)
{
    if (form->kind != GALLEY_KIND_READER)
        galley_diagnostics_add(plan->diagnostics, entry->key->place,
                               "write it as \"reader: {text: , metadata_from: ...}\"",
                               "\"%s\" stands beside the reader, not beside a %s", entry->key->text,
                               words[form->kind].noun);
    return form->kind == GALLEY_KIND_READER;
}

static void
read_metadata_from(GalleyPlan *plan, const GalleyEntry *entry, gpointer target)
{
    if (is_for_reader(plan, entry, target))
        galley_naming_read_pattern(plan, entry);
}

static void
read_metadata_table(GalleyPlan *plan, const GalleyEntry *entry, gpointer target)
{
    if (is_for_reader(plan, entry, target))
        galley_naming_read_table(plan, entry);
}

static const GalleyKey engine_keys[] = {
    { "name", read_name },
    { "layers", read_layers },
    { "when", read_when },
    { "timeout", read_timeout },
    { "memory", read_memory },
    { "on_error", read_on_error },
    { "metadata_from", read_metadata_from },
    { "metadata_table", read_metadata_table },
    { NULL, NULL },
};

gboolean
galley_uses_is_engine_key(const char *name)
{
    return galley_keys_find(engine_keys, name) != NULL;
}

/* ---- which plugin ---- */

static char *
hint_no_plugin(GalleyPlan *plan, const Form *form, const char *nearest)
{
    return form->wrapped
               ? g_strdup("the text goes on over the next line: look at the indentation there")
               : galley_hint_plugin(plan, form->kind, form->plugin, form->value, nearest);
}

static const GalleyModule *
load_module(GalleyPlan *plan, const Form *form)
{
    g_autofree char *nearest = NULL;
    g_autoptr(GError) error = NULL;
    const GalleyModule *module =
        galley_finder_load(plan->pipeline->finder, form->kind, form->plugin, &nearest, &error);
    if (module)
        return module;
    gboolean missing = g_error_matches(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_NOT_FOUND);
    g_autofree char *hint = missing ? hint_no_plugin(plan, form, nearest) : NULL;
    galley_diagnostics_add(plan->diagnostics, form->place, hint, "%s", error->message);
    galley_plan_mark_unsure(plan, plan->uses->len);
    return NULL;
}

/* ---- names are unique among those of a kind ---- */

static GPtrArray *
stages_of(GalleyPipeline *pipeline, GalleyKind kind)
{
    GPtrArray *const stages[] = {
        [GALLEY_KIND_READER] = pipeline->readers,
        [GALLEY_KIND_PROCESSOR] = pipeline->steps,
        [GALLEY_KIND_WRITER] = pipeline->writers,
    };
    return stages[kind];
}

static const GalleyUse *
find_use(const GalleyPlan *plan, GalleyKind kind, const char *name)
{
    for (guint i = 0; i < plan->uses->len; i++) {
        const GalleyUse *use = g_ptr_array_index(plan->uses, i);
        if (use->stage->plugin->kind == kind && g_str_equal(use->stage->name, name))
            return use;
    }
    return NULL;
}

static void
check_unique(GalleyPlan *plan, const Form *form)
{
    const GalleyUse *other = find_use(plan, form->kind, form->name ? form->name : form->plugin);
    if (!other)
        return;
    g_autofree char *line = galley_diagnostics_tell_line(plan->diagnostics, other->place);
    g_autofree char *hint =
        g_strdup_printf("write beside it, for example: \"name: %s_2\"", form->plugin);
    if (form->name)
        galley_diagnostics_add(plan->diagnostics, form->name_place, NULL,
                               "the name \"%s\" is taken by the %s on %s", form->name,
                               words[form->kind].noun, line);
    else
        galley_diagnostics_add(plan->diagnostics, form->place, hint,
                               "\"%s\" is used on %s already: a plugin used twice must be named",
                               form->plugin, line);
}

/* ---- forms ---- */

static GPtrArray *
read_terms(GalleyPlan *plan, const GalleyNode *when)
{
    if (!when)
        return NULL;
    GPtrArray *terms = galley_terms_new();
    galley_terms_read(plan->diagnostics, when, GALLEY_WHEN_PREFIX, terms);
    return terms;
}

static const GalleyNode *
options_of(GalleyPlan *plan, const char *plugin, const GalleyNode *value)
{
    if (!value || galley_node_is_null(value))
        return NULL;
    if (value->kind == GALLEY_NODE_MAP)
        return value;
    g_autofree char *hint = g_strdup_printf("write it as %s: {option: value}", plugin);
    galley_diagnostics_add(plan->diagnostics, value->place, galley_node_hint_blank(value, hint),
                           "the options of \"%s\" are a map, not %s", plugin,
                           galley_node_describe(value));
    return NULL;
}

static GalleyUse *
add_use(GalleyPlan *plan, const Form *form)
{
    const GalleyModule *module = load_module(plan, form);
    if (!module)
        return NULL;
    check_unique(plan, form);
    GalleyUse *use = g_new0(GalleyUse, 1);
    const char *name = form->name ? form->name : module->plugin->name;
    use->stage = galley_stage_new(module, name, plan->pipeline->name);
    use->place = form->place;
    use->options = options_of(plan, form->plugin, form->value);
    use->stage->timeout = form->timeout;
    use->stage->memory = form->memory;
    use->stage->on_error = form->on_error;
    use->layers = form->layers;
    use->when = form->when;
    if (form->kind == GALLEY_KIND_PROCESSOR)
        g_ptr_array_add(plan->pipeline->conditions, read_terms(plan, form->when));
    g_ptr_array_add(stages_of(plan->pipeline, form->kind), use->stage);
    g_ptr_array_add(plan->uses, use);
    return use;
}

/* The key that names the plugin: the first that is a plugin's, else the first that is not the
 * engine's. */
static const GalleyEntry *
find_plugin_entry(GalleyPlan *plan, const GalleyNode *map, GalleyKind kind)
{
    g_auto(GStrv) names = galley_finder_list(plan->pipeline->finder, kind);
    const GalleyEntry *first = NULL;
    for (guint i = 0; i < galley_node_get_n(map); i++) {
        const GalleyEntry *entry = galley_node_get_entry(map, i);
        if (galley_keys_find(engine_keys, entry->key->text))
            continue;
        if (g_strv_contains((const char *const *)names, entry->key->text))
            return entry;
        if (!first)
            first = entry;
    }
    return first;
}

static char *
hint_stray_key(const GalleyUse *use, const char *key, GalleyKind kind)
{
    static const char *const nouns[] = { "options", "with", "config", "settings", "args", NULL };
    if (use && galley_stage_find_option(use->stage, key))
        return g_strdup_printf(
            "it is an option of \"%s\": indent it further, below the plugin's name",
            use->stage->plugin->name);
    if (g_strv_contains(nouns, key))
        return g_strdup("options stand right below the plugin's name, indented further");
    const char *nearest = galley_keys_nearest(engine_keys, key);
    if (nearest)
        return g_strdup_printf("did you mean \"%s\"?", nearest);
    return g_strdup(kind == GALLEY_KIND_READER
                        ? "a pipeline has one reader; \"reader: auto\" chooses among all"
                        : "each plugin is an item of its own, beginning with \"- \"");
}

static void
refuse_stray_key(GalleyPlan *plan, const Form *form, const GalleyUse *use, const GalleyNode *key)
{
    g_autofree char *hint = hint_stray_key(use, key->text, form->kind);
    galley_diagnostics_add(plan->diagnostics, key->place, hint,
                           "unknown key \"%s\" beside the plugin \"%s\"", key->text, form->plugin);
}

/* All keys of the map but the plugin's own. */
static void
read_engine_keys(GalleyPlan *plan, const GalleyNode *map, Form *form)
{
    for (guint i = 0; i < galley_node_get_n(map); i++) {
        const GalleyEntry *entry = galley_node_get_entry(map, i);
        const GalleyKey *key = galley_keys_find(engine_keys, entry->key->text);
        if (key)
            key->read(plan, entry, form);
    }
}

static void
refuse_stray_keys(GalleyPlan *plan, const GalleyNode *map, const Form *form, const GalleyUse *use)
{
    for (guint i = 0; i < galley_node_get_n(map); i++) {
        const GalleyNode *key = galley_node_get_entry(map, i)->key;
        if (!galley_keys_find(engine_keys, key->text) && key->text != form->plugin)
            refuse_stray_key(plan, form, use, key);
    }
}

static gboolean
has_refused_key(const GalleyNode *map)
{
    for (guint i = 0; i < galley_node_get_n(map); i++) {
        const GalleyKey *key =
            galley_keys_find(engine_keys, galley_node_get_entry(map, i)->key->text);
        if (key && !key->read)
            return TRUE;
    }
    return FALSE;
}

static void
read_map(GalleyPlan *plan, const GalleyNode *map, GalleyKind kind)
{
    Form form = { .kind = kind, .on_error = -1 };
    const GalleyEntry *entry = find_plugin_entry(plan, map, kind);
    read_engine_keys(plan, map, &form);
    if (!entry) {
        galley_plan_mark_unsure(plan, plan->uses->len);
        if (!has_refused_key(map))
            galley_diagnostics_add(plan->diagnostics, map->place, "begin with the plugin's name",
                                   "this %s names no plugin", words[kind].noun);
        return;
    }
    form.plugin = entry->key->text;
    form.place = entry->key->place;
    form.wrapped = entry->key->wrapped;
    form.value = entry->value;
    GalleyUse *use = add_use(plan, &form);
    refuse_stray_keys(plan, map, &form, use);
}

static void
read_use(GalleyPlan *plan, const GalleyNode *node, GalleyKind kind)
{
    if (node->kind == GALLEY_NODE_MAP)
        read_map(plan, node, kind);
    else if (node->kind == GALLEY_NODE_SCALAR && !galley_node_is_null(node)) {
        Form form = {
            .kind = kind,
            .plugin = node->text,
            .place = node->place,
            .on_error = -1,
            .wrapped = node->wrapped,
        };
        add_use(plan, &form);
    } else {
        galley_plan_mark_unsure(plan, plan->uses->len);
        galley_diagnostics_add(
            plan->diagnostics, node->place, "write a plugin's name, or {name: {option: value}}",
            "a %s names a plugin; here is %s", words[kind].noun, galley_node_describe(node));
    }
}

void
galley_uses_read_list(GalleyPlan *plan, const GalleyEntry *entry, GalleyKind kind)
{
    const GalleyNode *list = entry->value;
    if (list->kind != GALLEY_NODE_LIST) {
        galley_plan_mark_unsure(plan, plan->uses->len);
        galley_diagnostics_add(
            plan->diagnostics, galley_node_is_null(list) ? entry->key->place : list->place,
            galley_node_hint_blank(list, "each item begins with \"- \" on a line of its own"),
            "\"%s\" wants a list, not %s", words[kind].key, galley_node_describe(list));
        return;
    }
    for (guint i = 0; i < galley_node_get_n(list) && i < STAGES_MOST; i++)
        read_use(plan, galley_node_get_item(list, i), kind);
    if (galley_node_get_n(list) > STAGES_MOST)
        galley_diagnostics_add(plan->diagnostics, galley_node_get_item(list, STAGES_MOST)->place,
                               NULL, "\"%s\" has more than %u items", words[kind].key, STAGES_MOST);
}

/* ---- the reader ---- */

/* All there are, each with those of the options that it takes; one that cannot do without others is
 * for those who name it. */
static void
add_auto_readers(GalleyPlan *plan, GalleyPlace place, const GalleyNode *options)
{
    g_auto(GStrv) names = galley_finder_list(plan->pipeline->finder, GALLEY_KIND_READER);
    plan->pipeline->reader_auto = TRUE;
    for (gsize i = 0; names[i]; i++) {
        Form form = {
            .kind = GALLEY_KIND_READER, .plugin = names[i], .place = place, .on_error = -1
        };
        GalleyUse *use = add_use(plan, &form);
        if (use)
            use->automatic = TRUE;
    }
    galley_auto_give_options(plan, options);
}

static void
read_nothing(G_GNUC_UNUSED GalleyPlan *plan,
             G_GNUC_UNUSED const GalleyEntry *entry,
             G_GNUC_UNUSED gpointer target)
{
}

static gboolean
is_auto(const GalleyNode *node)
{
    return node->kind == GALLEY_NODE_SCALAR && g_str_equal(node->text, AUTO);
}

/* `auto` in a map, for its options or the keys beside it: of those the ones that are about files. */
static gboolean
read_auto_map(GalleyPlan *plan, const GalleyNode *map)
{
    static const GalleyKey keys[] = {
        { AUTO, read_nothing },
        { "metadata_from", read_metadata_from },
        { "metadata_table", read_metadata_table },
        { NULL, NULL },
    };
    const GalleyEntry *named = galley_node_find(map, AUTO);
    Form form = { .kind = GALLEY_KIND_READER, .on_error = -1 };
    if (!named)
        return FALSE;
    galley_keys_read(plan, map, keys, &form);
    add_auto_readers(plan, named->key->place, options_of(plan, AUTO, named->value));
    return TRUE;
}

static gboolean
refuse_odd_reader(GalleyPlan *plan, const GalleyEntry *entry)
{
    if (galley_node_is_null(entry->value))
        galley_diagnostics_add(plan->diagnostics, entry->key->place, "write \"reader: auto\"",
                               "\"reader\" is empty");
    else if (entry->value->kind == GALLEY_NODE_LIST)
        galley_diagnostics_add(plan->diagnostics, entry->value->place,
                               "\"reader: auto\" chooses among all by content and file name",
                               "\"reader\" wants one reader, not a list");
    else
        return FALSE;
    galley_plan_mark_unsure(plan, plan->uses->len);
    return TRUE;
}

void
galley_uses_read_reader(GalleyPlan *plan, const GalleyEntry *entry)
{
    if (!entry)
        add_auto_readers(plan, (GalleyPlace){ 0 }, NULL);
    else if (is_auto(entry->value))
        add_auto_readers(plan, entry->value->place, NULL);
    else if (!read_auto_map(plan, entry->value) && !refuse_odd_reader(plan, entry))
        read_use(plan, entry->value, GALLEY_KIND_READER);
}
