/* plan-private.h: a pipeline in the making: what the file says, stage by stage.
 * SPDX-License-Identifier: MIT */
#pragma once

#include "pipeline/pipeline-private.h"
#include "pipeline/tree-private.h"

/** GalleyUse: one use of a plugin, as the file has it. */
typedef struct {
    GalleyStage *stage;        /* the pipeline's */
    GalleyPlace place;         /* of the plugin's name; line 0 where the command line asks for it */
    const GalleyNode *options; /* (nullable): a map */
    const GalleyNode *layers;  /* (nullable): a map: the plugin's name -> the pipeline's */
    const GalleyNode *when;    /* (nullable): a map of conditions */
    gboolean automatic;        /* a reader that nobody named */
    gboolean broken;           /* what it needs and gives is not known */
} GalleyUse;

/** GalleyPlan: lives while a file is loaded. */
typedef struct {
    GalleyPipeline *pipeline;
    GalleyDiagnostics *diagnostics;
    GPtrArray *dirs;   /* of char *: folders of `plugins`, absolute */
    GHashTable *paths; /* key of an option -> the input file that it names, absolute */
    GPtrArray *uses;   /* of GalleyUse, owned: readers, steps, writers, each in the file's order */
    GalleyPlace from_place, table_place; /* of `metadata_from` and `metadata_table` */
    GalleyPlace dropped_place;           /* of `run.dropped` */
    guint
        unsure_from; /* index of a use: a stage before it is missing or broken, and what it misses may be that one's doing */
} GalleyPlan;

/** galley_plan_mark_unsure: a stage at @index of `uses` is not what the file means it to be */
void galley_plan_mark_unsure(GalleyPlan *plan, guint index);

/** galley_plan_get_base: the folder that paths at @place start from */
const char *galley_plan_get_base(const GalleyPlan *plan, GalleyPlace place);
/** galley_plan_resolve: (transfer full): the pipeline as one file that needs no other */
char *galley_plan_resolve(const GalleyPlan *plan, const GalleyNode *root);

/* ---- keys ---- */

typedef void (*GalleyKeyReader)(GalleyPlan *plan, const GalleyEntry *entry, gpointer target);

/** GalleyKey: a key that the format has. */
typedef struct {
    const char *name; /* %NULL ends the table */
    GalleyKeyReader read;
} GalleyKey;

/** galley_keys_find: (nullable) */
const GalleyKey *galley_keys_find(const GalleyKey *keys, const char *name);
/** galley_keys_nearest: (nullable): the key nearest to @name */
const char *galley_keys_nearest(const GalleyKey *keys, const char *name);
/** galley_keys_is_misspelt: whether @map has a key that was probably meant to be @name */
gboolean galley_keys_is_misspelt(const GalleyKey *keys, const GalleyNode *map, const char *name);
/** galley_keys_refuse_misplaced: "reads" a key that people look for at the top, and that stands elsewhere; no hint names it */
void galley_keys_refuse_misplaced(GalleyPlan *plan, const GalleyEntry *entry, gpointer target);
/** galley_keys_read: refuses the keys of @map that @keys does not have, reads the others in the
 * table's order */
void
galley_keys_read(GalleyPlan *plan, const GalleyNode *map, const GalleyKey *keys, gpointer target);
/** galley_value_get_text: (nullable): the text of a value that must be a single one; otherwise an
 * error is added */
const char *galley_value_get_text(GalleyPlan *plan, const GalleyEntry *entry);

/** galley_value_read_on_error: %FALSE with an error added where it is none of its words */
gboolean
galley_value_read_on_error(GalleyPlan *plan, const GalleyEntry *entry, GalleyOnError *on_error);
/** galley_value_read_timeout: @limit: (out): microseconds; untouched where an error is added */
void galley_value_read_timeout(GalleyPlan *plan, const GalleyEntry *entry, gint64 *limit);
/** galley_value_read_memory: @limit: (out): bytes; likewise */
void galley_value_read_memory(GalleyPlan *plan, const GalleyEntry *entry, guint64 *limit);

/* ---- from nodes to stages ---- */

/** galley_uses_read_reader: @entry is %NULL where the file names no reader */
void galley_uses_read_reader(GalleyPlan *plan, const GalleyEntry *entry);
/** galley_auto_give_options: those of `auto` to the readers that take them, which are all of `uses`
 * so far; one that none takes is left to those that have it, to say what is wrong */
void galley_auto_give_options(GalleyPlan *plan, const GalleyNode *options);
/** galley_uses_read_list: steps or writers */
void galley_uses_read_list(GalleyPlan *plan, const GalleyEntry *entry, GalleyKind kind);

/** galley_uses_get_key: (transfer none): of the top of a file, below which plugins of @kind stand */
const char *galley_uses_get_key(GalleyKind kind);
/** galley_uses_is_engine_key: whether @name stands beside a plugin's name */
gboolean galley_uses_is_engine_key(const char *name);

/** galley_values_read: sets the options of @use and settles its contract; marks what does not fit
 * as broken */
void galley_values_read(GalleyPlan *plan, GalleyUse *use);
/** galley_values_read_automatic: likewise; %FALSE if the reader cannot do without options that it is
 * not given */
gboolean galley_values_read_automatic(GalleyPlan *plan, GalleyUse *use);
/** galley_blame_find: (transfer none) (nullable): the node of @options that a plugin's message is about: whose
 * name it begins with, or whose text it has in quotation marks */
const GalleyNode *galley_blame_find(const GalleyNode *options, const char *message);
/** galley_naming_read_pattern: `metadata_from` */
void galley_naming_read_pattern(GalleyPlan *plan, const GalleyEntry *entry);
/** galley_naming_read_table: `metadata_table` */
void galley_naming_read_table(GalleyPlan *plan, const GalleyEntry *entry);
/** galley_naming_check: no key of theirs is one that the reader gives, or stands in both */
void galley_naming_check(GalleyPlan *plan);
/** galley_outputs_check: no two stages write to one path */
void galley_outputs_check(GalleyPlan *plan);
/** galley_wires_connect: layers and metadata keys from those that give them to those that need
 * them; fills slots and scopes */
void galley_wires_connect(GalleyPlan *plan);

/** galley_expect_read: `expect:`, into the pipeline's list, once the layers are known */
void galley_expect_read(GalleyPlan *plan, const GalleyEntry *entry);

/** galley_hint_nearest: (transfer full) (nullable): `did you mean "x"?` */
char *galley_hint_nearest(const char *word, const char *const *names);
/** galley_hint_plugin: (transfer full): likewise, where there is no plugin @word
 * @value: (nullable): what stands behind it
 * @nearest: (nullable): the plugin of that kind with the nearest name */
char *galley_hint_plugin(const GalleyPlan *plan,
                         GalleyKind kind,
                         const char *word,
                         const GalleyNode *value,
                         const char *nearest);
/** galley_hint_file: (transfer full) (nullable): what was meant where the file @name, from the folder @base, is not there */
char *galley_hint_file(const char *name, const char *base);
/** galley_hint_among: (transfer full) (nullable): likewise, else all of @names, to which a %NULL is
 * added; @otherwise where there are none */
char *galley_hint_among(const char *word, GPtrArray *names, const char *otherwise);
