/* condition.h: what `when`, `filter`, `where` and `expect` ask of a value.
 * SPDX-License-Identifier: MIT */
#pragma once

#include <galley/document.h>

G_BEGIN_DECLS

/*
 * A condition is written as a value or a list of them, and stands behind a name in a map:
 *
 *   en             the text "en"; a number or bool equals one written so: 5 is 5.0
 *   null, absent   there is no value, or it is null
 *   present        there is one
 *   >= 50          also >, <, <=, =, !=: of numbers, and of texts that are numbers; a text with
 *                  something that is no number goes by its bytes, which orders dates of ISO 8601.
 *                  50% is 0.5. What is not there is neither less nor greater, but is != to all
 *   [en, null]     one of them holds; items as above, in quotation marks where they hold a comma or
 *                  a bracket. In quotation marks a text is that text and nothing else
 */

typedef enum {
    GALLEY_CONDITION_ERROR_SYNTAX, /* an operator without a value, a list without an end */
} GalleyConditionError;
#define GALLEY_CONDITION_ERROR (galley_condition_error_quark())
GALLEY_API GQuark galley_condition_error_quark(void);

/** GalleyCondition: unchanging. */
typedef struct GalleyCondition GalleyCondition;

/** galley_condition_parse: (transfer full) (nullable): %NULL with %GALLEY_CONDITION_ERROR_SYNTAX */
GALLEY_API GalleyCondition *galley_condition_parse(const char *written, GError **error);
GALLEY_API void galley_condition_free(GalleyCondition *condition);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GalleyCondition, galley_condition_free)

/**
 * galley_condition_holds:
 * @value: (nullable): a value of metadata or of <galley/fields.h>; its key does not matter
 */
GALLEY_API gboolean galley_condition_holds(const GalleyCondition *condition,
                                           const GalleyMetadata *value);

/** galley_condition_find_text: (transfer none) (nullable): what it compares with and is no number:
 * where the value is always one, that never holds */
GALLEY_API const char *galley_condition_find_text(const GalleyCondition *condition);

/** galley_condition_find_no_share: (transfer none) (nullable): a number that it compares with and is
 * below 0 or above 1: where the value is always a share, as likely as not 80 is meant as 80% */
GALLEY_API const char *galley_condition_find_no_share(const GalleyCondition *condition);

/** galley_condition_quote: appends @item so that it may stand in a list as a plain one of any
 * characters */
GALLEY_API void galley_condition_quote(GString *list, const char *item);

G_END_DECLS
