/* sentence-cases.c: where sentences end. SPDX-License-Identifier: MIT */
#include "cases.h"

/* Decided by rule, so the same with and without the model. */
static const Case rules[] = {
    { "two", "The rain stopped. We left.", "The rain stopped. | We left.", NULL },
    { "question", "Who came? Nobody. Why?", "Who came? | Nobody. | Why?", NULL },
    { "runs", "Stop!! Go?! Fine.", "Stop!! | Go?! | Fine.", NULL },
    { "no-end", "no end mark", "no end mark", NULL },
    { "digit", "It fell. 40 people left.", "It fell. | 40 people left.", NULL },
    { "decimal", "It rose 3.5 percent. Then it fell.", "It rose 3.5 percent. | Then it fell.",
      NULL },
    { "title", "We met Mr. Pike. He smiled.", "We met Mr. Pike. | He smiled.", NULL },
    { "initial", "Anna B. Lund spoke. She left.", "Anna B. Lund spoke. | She left.", NULL },
    { "initials", "J. R. Pike spoke.", "J. R. Pike spoke.", NULL },
    { "letters-inside", "The U.S. Senate voted.", "The U.S. Senate voted.", NULL },
    { "letters-end", "They left the U.S. The rest stayed.", "They left the U.S. | The rest stayed.",
      NULL },
    { "letters-lower", "The U.S. economy grew.", "The U.S. economy grew.", NULL },
    { "company-inside", "Pike Inc. Chairman Lund left.", "Pike Inc. Chairman Lund left.", NULL },
    { "company-end", "She runs Pike Inc. It grew.", "She runs Pike Inc. | It grew.", NULL },
    { "clock-inside", "At 5 a.m. Mr. Pike woke.", "At 5 a.m. Mr. Pike woke.", NULL },
    { "clock-end", "They came home at 6 p.m. Mr. Pike slept.",
      "They came home at 6 p.m. | Mr. Pike slept.", NULL },
    { "etc", "Bring nails, etc. Hammers are here.", "Bring nails, etc. | Hammers are here.", NULL },
    { "number", "See No. 5 and p. 12 of it.", "See No. 5 and p. 12 of it.", NULL },
    { "quote-end", "He said, “We won.” Then he left.", "He said, “We won.” | Then he left.", NULL },
    { "quote-straight", "He said, \"We won.\" Then he left.",
      "He said, \"We won.\" | Then he left.", NULL },
    { "quote-goes-on", "“Did we win?” he asked.", "“Did we win?” he asked.", NULL },
    { "quote-name-said", "“We won!” Anna Lund said.", "“We won!” Anna Lund said.", NULL },
    { "quote-inner", "“We won. You lost.” She left.", "“We won. | You lost.” | She left.", NULL },
    { "quote-next", "She left. “We won.”", "She left. | “We won.”", NULL },
    { "bracket-end", "He left (at last.) Then it rained.", "He left (at last.) | Then it rained.",
      NULL },
    { "bracket-inside", "He teaches (He is good.) at a school.",
      "He teaches (He is good.) at a school.", NULL },
    { "bracket-own", "He left. (It was late.) We slept.", "He left. | (It was late.) | We slept.",
      NULL },
    { "ellipsis-lower", "It was … well … late.", "It was … well … late.", NULL },
    { "ellipsis-spaced", "It was . . . late.", "It was . . . late.", NULL },
    { "ellipsis-four", "He left the rest out . . . . Then he slept.",
      "He left the rest out . . . . | Then he slept.", NULL },
    { "glued", "It was my country.They left.", "It was my country. | They left.", NULL },
    { "note", "It grew.[7] Then it fell.[8][9] So it is.",
      "It grew.[7] | Then it fell.[8][9] | So it is.", NULL },
    { "note-apart", "It grew. [7] Then it fell.", "It grew. [7] | Then it fell.", NULL },
    { "note-number", "The plan failed.11 The next one worked.",
      "The plan failed.11 | The next one worked.", NULL },
    { "exclaimed-name", "She works at Yahoo! in sales.", "She works at Yahoo! in sales.", NULL },
    { "exclaimed-prefix", "He speaks !Kung and more.", "He speaks !Kung and more.", NULL },
    { "url", "See www.example.org. It is new.", "See www.example.org. | It is new.", NULL },
    { "email", "Ask a@example.org. She knows.", "Ask a@example.org. | She knows.", NULL },
    { "list-numbers", "1. First thing 2. Second thing 3. Third thing",
      "1. First thing | 2. Second thing | 3. Third thing", NULL },
    { "list-brackets", "a) here it is b) another c) one more",
      "a) here it is | b) another | c) one more", NULL },
    { "list-roman", "(i) One thing. (ii) Another thing. (iii) The last.",
      "(i) One thing. | (ii) Another thing. | (iii) The last.", NULL },
    { "list-both", "1.) Eggs and milk 2.) Bread", "1.) Eggs and milk | 2.) Bread", NULL },
    { "list-bullets", "• Eggs and milk • Bread", "• Eggs and milk | • Bread", NULL },
    { "list-mention", "Payment for 1. above is due and for 2. above not.",
      "Payment for 1. above is due and for 2. above not.", NULL },
    { "list-announced", "Things to buy: 1. Eggs 2. Milk 3) Bread",
      "Things to buy: | 1. Eggs | 2. Milk 3) Bread", NULL },
    { "list-announced-lower", "He made two claims: 1. that it rained, and 2. that it froze.",
      "He made two claims: 1. that it rained, and 2. that it froze.", NULL },
    { "list-initials", "J. K. Lund met L. M. Pike.", "J. K. Lund met L. M. Pike.", NULL },
    { "list-initials-apart", "A. Lund met B. Pike.", "A. Lund met B. Pike.", NULL },
    { "lettered", "They lack vitamin C. Fresh fruit is dear. Then came World War I. Few came home.",
      "They lack vitamin C. | Fresh fruit is dear. | Then came World War I. | Few came home.", NULL },
    { "exclaimed-name-upper", "Yahoo! Inc. fell. I left Yahoo! It fell.",
      "Yahoo! Inc. fell. | I left Yahoo! | It fell.", NULL },
    { "wide", "他说。好。", "他说。好。", NULL },
};

static const Case datelines[] = {
    { "agency", "ROME (Reuters) – The pope left for Poland on Monday.",
      "[dateline] ROME (Reuters) – | The pope left for Poland on Monday.", NULL },
    { "two-places", "OSLO/ABOARD THE SHIP (AP) - Three men were found.",
      "[dateline] OSLO/ABOARD THE SHIP (AP) - | Three men were found.", NULL },
    { "country", "SEOUL, South Korea (AP) — The talks ended early.",
      "[dateline] SEOUL, South Korea (AP) — | The talks ended early.", NULL },
    { "date", "PARIS, Jan. 5 (AFP) -- The fire is out at last.",
      "[dateline] PARIS, Jan. 5 (AFP) -- | The fire is out at last.", NULL },
    { "bare", "LONDON — Ministers met again on Friday.",
      "[dateline] LONDON — | Ministers met again on Friday.", NULL },
    { "small-letters", "Boulder, Colo., Feb. 23 (UPI) -- Wolves ate it all.",
      "[dateline] Boulder, Colo., Feb. 23 (UPI) -- | Wolves ate it all.", NULL },
    { "agency-alone", "(Reuters) - The price of oil fell on Monday.",
      "[dateline] (Reuters) - | The price of oil fell on Monday.", NULL },
    { "tight", "New York (AP)—Stocks rose on Tuesday.",
      "[dateline] New York (AP)— | Stocks rose on Tuesday.", NULL },
    { "no-agency", "Anna Lund (Oslo) - The senator left on Friday.",
      "Anna Lund (Oslo) - The senator left on Friday.", "sentences: news" },
    { "not", "NATO leaders — all of them — left on Friday.",
      "NATO leaders — all of them — left on Friday.", NULL },
    { "heading", "Talks end in Oslo\n\nThe talks ended. All went home.",
      "[heading] Talks end in Oslo | The talks ended. | All went home.", NULL },
};

static const Case modes[] = {
    { "line", "One. Two.\nthree", "One. Two. | three", "sentences: line" },
    { "uax29", "One. Two! three. four", "One. | Two! | three. four", "sentences: uax29" },
    { "uax29-title", "Mr. Pike left.", "Mr. | Pike left.", "sentences: uax29" },
    { "news-unmarked", "Dear Anna I am well", "Dear Anna I am well", "sentences: news" },
    { "general-lower", "it was great. i loved it.", "it was great. | i loved it.", NULL },
    { "general-salutation", "Thanks, Anna", "Thanks, | Anna", NULL },
    { "paragraphs", "One two\n\nthree four", "[heading] One two | three four", NULL },
};

void
add_sentence_cases(void)
{
    static Case news[G_N_ELEMENTS(rules)];
    for (gsize i = 0; i < G_N_ELEMENTS(rules); i++) {
        news[i] = rules[i];
        news[i].options = "sentences: news";
    }
    add_cases("sentence/general", view_sentences, rules, G_N_ELEMENTS(rules));
    add_cases("sentence/news", view_sentences, news, G_N_ELEMENTS(news));
    add_cases("dateline", view_sentences, datelines, G_N_ELEMENTS(datelines));
    add_cases("sentence/mode", view_sentences, modes, G_N_ELEMENTS(modes));
}
