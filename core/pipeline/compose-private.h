/* compose-private.h: one tree out of a file, those it extends, its parameters and the command line.
 * SPDX-License-Identifier: MIT */
#pragma once

#include "pipeline/pipeline-private.h"
#include "pipeline/tree-private.h"

/** GalleyComposition: all files of a pipeline, their trees, and what is wrong with them. */
struct GalleyComposition {
    char *text; /* of the file that was named */
    GalleyDiagnostics *diagnostics;
    GPtrArray *trees;                       /* of GalleyTree: the files', owned */
    GalleyTree *made;                       /* nodes that no file has */
    const GalleyPipelineSettings *settings; /* (nullable): while composing */
    GPtrArray *chain; /* absolute paths of the files that are being extended, from the first on */
    GString *params;  /* for people: a paragraph for each parameter */
    gboolean broken;  /* a file that it extends cannot be read: what is there is not the whole */
};

GalleyComposition *galley_composition_new(const char *path, const char *text, gsize size);
void galley_composition_free(GalleyComposition *composition);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GalleyComposition, galley_composition_free)

/**
 * galley_composition_read:
 * @base: absolute folder that paths of the file that was named start from
 *
 * Returns: (nullable) (transfer none): the root of the pipeline as the plan reads it, without
 * `extends` and `${...}`; %NULL where there is none. What is wrong goes to the diagnostics.
 */
const GalleyNode *galley_composition_read(GalleyComposition *composition,
                                          const char *path,
                                          const char *base,
                                          const GalleyPipelineSettings *settings);

/** galley_composition_get_base: the folder that paths at @place start from */
const char *galley_composition_get_base(const GalleyComposition *composition, GalleyPlace place);

/* ---- the parts of it, in the order in which they are done ---- */

/** galley_extends_resolve: @root, on top of what it extends */
const GalleyNode *
galley_extends_resolve(GalleyComposition *composition, const GalleyNode *root, const char *path);
/** galley_edits_is_edit: whether an item of `steps` or `writers` edits another pipeline's list */
gboolean galley_edits_is_edit(const GalleyNode *item);
/** galley_edits_get_example: (nullable): how an edit is written that has the key @key */
const char *galley_edits_get_example(const char *key);
/** galley_edits_apply: the list @base as the list @edits changes it */
const GalleyNode *
galley_edits_apply(GalleyComposition *composition, const GalleyNode *base, const GalleyNode *edits);
/** galley_params_apply: @root with the values of its `params` in place of `${name}` */
const GalleyNode *galley_params_apply(GalleyComposition *composition, const GalleyNode *root);
/** galley_params_fill: whether values of the key @key of the top may hold `${name}` */
gboolean galley_params_fill(const char *key);
/** galley_sets_apply: @root as --from, --to and --set change it */
const GalleyNode *galley_sets_apply(GalleyComposition *composition, const GalleyNode *root);

/* ---- what they share ---- */

/** galley_composition_say: a word of the command line as a file of its own: @option is "--set",
 * @word "step.option=value"; gives the place of its characters from @begin to @end */
GalleyPlace galley_composition_say(
    GalleyComposition *composition, const char *option, const char *word, gsize begin, gsize end);
/** galley_composition_read_word: (nullable): the value in the word said last, from byte @at on: YAML
 * where it begins with a bracket, brace or quotation mark, else the text as it stands */
const GalleyNode *
galley_composition_read_word(GalleyComposition *composition, const char *word, gsize at);
/** galley_node_name_of_use: (nullable): what an item of `steps` or `writers` is called */
const char *galley_node_name_of_use(const GalleyNode *item);
/** galley_node_plugin_of_use: (nullable): the entry of a map that names the plugin */
const GalleyEntry *galley_node_plugin_of_use(const GalleyNode *item);
