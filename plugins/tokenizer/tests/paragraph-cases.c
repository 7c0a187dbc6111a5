/* paragraph-cases.c: blocks and their kinds. SPDX-License-Identifier: MIT */
#include "cases.h"

static const Case paragraphs[] = {
    { "goes-on-in-lower-case",
      "The president said in the capital on Monday\nthat he would go.\nHe left.",
      "The president said in the capital on Monday that he would go. | He left.", NULL },
    { "short-lines", "flour\nmilk\nsix eggs", "flour | milk | six eggs", NULL },
    { "blank-line", "One day it rained.\n\nThen it stopped.",
      "One day it rained. | Then it stopped.", NULL },
    { "blank-lines", "\n\n It rained. \n \n\n\nIt stopped.\n", "It rained. | It stopped.", NULL },
    { "crlf", "It rained.\r\n\r\nIt stopped.\r\nIt froze.", "It rained. | It stopped. | It froze.",
      NULL },
    { "line-separator", "It rained.\xE2\x80\xA8It stopped.", "It rained. | It stopped.", NULL },
    { "each-line",
      "It rained all day in the valley.\nIt stopped.\nWe went out to see what was left.",
      "It rained all day in the valley. | It stopped. | We went out to see what was left.", NULL },
    { "wrapped",
      "The rain had been falling for three days when the\n"
      "river rose over the road and took the old bridge\n"
      "with it. Nobody was hurt, but the valley was cut\n"
      "off.",
      "The rain had been falling for three days when the river rose over the road and took the old "
      "bridge "
      "with it. Nobody was hurt, but the valley was cut off.",
      NULL },
    { "soft", "It was a cold \nnight in town.", "It was a cold  night in town.", NULL },
    { "verse", "Roses are red,\nviolets are blue", "Roses are red, | violets are blue", NULL },
    { "heading", "The flood\n\nThe rain had been falling for days.",
      "[heading] The flood | The rain had been falling for days.", NULL },
    { "title-and-byline", "The flood\nBy Anna Lund\nThe rain had been falling for days.",
      "[heading] The flood | [heading] By Anna Lund | The rain had been falling for days.", NULL },
    { "heading-goes-on", "The quick brown fox\njumps over\nthe dog.",
      "The quick brown fox | jumps over | the dog.", NULL },
    { "quoted-mail",
      "> It was wrapped as mail programs do when they quote what\n"
      "> somebody has written before, and so on and on and on it\n"
      "> went.",
      "> It was wrapped as mail programs do when they quote what > somebody has written before, "
      "and so on and on and on it > went.",
      NULL },
    { "list-set-in", "* eggs from\n  the farm\n* milk\nWe left.",
      "[list_item] * eggs from   the farm | [list_item] * milk | We left.", NULL },
    { "list", "We need:\n- eggs\n- milk\n2) bread",
      "We need: | [list_item] - eggs | [list_item] - milk | [list_item] 2) bread", NULL },
    { "turns", "KING: Good evening.\nPIKE: Hello.\nKING: How are you?",
      "[turn] KING: Good evening. | [turn] PIKE: Hello. | [turn] KING: How are you?", NULL },
    { "one-turn", "Note: It rained.\n\nWe left.", "Note: It rained. | We left.", NULL },
    { "line-mode", "one\ntwo\n\nthree", "one | two | three", "sentences: line" },
};

void
add_paragraph_cases(void)
{
    add_cases("paragraph", view_paragraphs, paragraphs, G_N_ELEMENTS(paragraphs));
}
