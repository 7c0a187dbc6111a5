/* token-cases.c: words, marks and their kinds. SPDX-License-Identifier: MIT */
#include "cases.h"

static const Case words[] = {
    { "plain", "The cat sat.", "The|cat|sat|.", NULL },
    { "empty", "", "", NULL },
    { "blanks", " \n\t \n", "", NULL },
    { "clitic-not", "Don't go.", "Do+n't|go|.", NULL },
    { "clitic-curly", "We didn’t, they’ll.", "We|did+n’t|,|they+’ll|.", NULL },
    { "clitic-capitals", "WE CAN'T", "WE|CA+N'T", NULL },
    { "clitic-have", "I've, you're, she'd, I'm", "I+'ve|,|you+'re|,|she+'d|,|I+'m", NULL },
    { "clitic-twice", "They couldn't've known.", "They|could+n't+'ve|known|.", NULL },
    { "possessive", "Marta's hat", "Marta+'s|hat", NULL },
    { "possessive-plural", "the farmers' market", "the|farmers+'|market", NULL },
    { "possessive-plural-curly", "the farmers’ market", "the|farmers+’|market", NULL },
    { "possessive-after-letters", "the U.S.'s ports", "the|U.S.+'s|ports", NULL },
    { "quoted-plural", "the 'old rivers' ran", "the|'|old|rivers|'|ran", NULL },
    { "quoted-word", "a 'mole' in it", "a|'|mole|'|in|it", NULL },
    { "name-apostrophe", "O'Hara met D'Arcy at ten o'clock", "O'Hara|met|D'Arcy|at|ten|o'clock",
      NULL },
    { "inner-apostrophe", "the Sha'bi and the Ba'ath", "the|Sha'bi|and|the|Ba'ath", NULL },
    { "dropped-g", "He was singin' loud", "He|was|singin'|loud", NULL },
    { "dropped-begin", "get 'em, 'cause", "get|'em|,|'cause", NULL },
    { "tis", "'tis late", "'tis|late", NULL },
    { "cannot", "I cannot wait", "I|can+not|wait", NULL },
    { "gonna", "She's gonna wanna go", "She+'s|gon+na|wan+na|go", NULL },
    { "dont", "i dont know, im sure", "i|do+nt|know|,|i+m|sure", NULL },
    { "message", "send an IM now", "send|an|IM|now", NULL },
    { "contractions-kept", "I cannot, but didn't", "I|cannot|,|but|did+n't", "contractions: keep" },
    { "apostrophe-wide", "＇瀌 Ann＇s", "＇|瀌|Ann+＇s", NULL },
    { "its-possessive", "its tail", "its|tail", NULL },
    { "its-verb", "its not here", "it+s|not|here", NULL },
    { "ampersand", "AT&T and R&D", "AT&T|and|R&D", NULL },
    { "underscore", "see my_file_2 here", "see|my_file_2|here", NULL },
    { "accents", "naïve café", "naïve|café", NULL },
    { "combining", "cafe\xCC\x81 au lait", "cafe\xCC\x81|au|lait", NULL },
    { "greek", "the word λόγος.", "the|word|λόγος|.", NULL },
    { "soft-hyphen", "re\xC2\xADlate", "re\xC2\xADlate", NULL },
    { "glued-sentence", "It ended.Then rain", "It|ended|.|Then|rain", NULL },
    { "stutter", "th- the s- sea", "th-|the|s-|sea", NULL },
    { "slash-word", "b/c of it, w/o me, s/he", "b/c|of|it|,|w/o|me|,|s/he", NULL },
    { "slash-split", "black and/or white", "black|and|/|or|white", NULL },
    { "masked", "what the f*ck", "what|the|f*ck", NULL },
    { "c-plus-plus", "in C++ or C#", "in|C++|or|C#", NULL },
};

static const Case abbreviations[] = {
    { "title", "Mr. Pike and Dr. Lund", "Mr.|Pike|and|Dr.|Lund", NULL },
    { "title-glued", "Dr.Lund", "Dr.|Lund", NULL },
    { "initials", "J. R. Pike, J.R. Pike", "J.|R.|Pike|,|J.R.|Pike", NULL },
    { "initial-after-name", "Anna I. Pike", "Anna|I.|Pike", NULL },
    { "pronoun", "It was I. He left.", "It|was|I|.|He|left|.", NULL },
    { "letters", "the U.S. and the E.U. met", "the|U.S.|and|the|E.U.|met", NULL },
    { "letters-slip", "the U.S fleet", "the|U.S|fleet", NULL },
    { "letters-compound", "Chile-U.S. trade", "Chile|-|U.S.|trade", NULL },
    { "letters-end", "We left the U.S.", "We|left|the|U.S.", NULL },
    { "degree", "a Ph.D. in law", "a|Ph.D.|in|law", NULL },
    { "clock", "at 5 p.m. sharp", "at|5|p.m.|sharp", NULL },
    { "clock-glued", "at 5p.m. sharp", "at|5|p.m.|sharp", NULL },
    { "latin", "birds, e.g. larks, i.e. small", "birds|,|e.g.|larks|,|i.e.|small", NULL },
    { "etc", "nails, bolts, etc.", "nails|,|bolts|,|etc.", NULL },
    { "etc-ellipsis", "nails etc... and", "nails|etc|...|and", NULL },
    { "company", "Pike Inc. and Lund Ltd. merged", "Pike|Inc.|and|Lund|Ltd.|merged", NULL },
    { "number", "see No. 5, p. 12 and vol. 3", "see|No.|5|,|p.|12|and|vol.|3", NULL },
    { "no-word", "I said no. He left.", "I|said|no|.|He|left|.", NULL },
    { "month", "on Dec. 3 and Sept. 4", "on|Dec.|3|and|Sept.|4", NULL },
    { "sun", "We saw the Sun. It set.", "We|saw|the|Sun|.|It|set|.", NULL },
    { "state", "Reno, Nev. is dry", "Reno|,|Nev.|is|dry", NULL },
    { "born", "Pike (b. 1913) rose", "Pike|(|b.|1913|)|rose", NULL },
    { "versus", "cats vs. dogs", "cats|vs.|dogs", NULL },
    { "vitamin", "We need vitamin C. The rest", "We|need|vitamin|C|.|The|rest", NULL },
    { "saint", "St. Olaf saw Mt. Etna", "St.|Olaf|saw|Mt.|Etna", NULL },
    { "two-periods", "He left the U.S..", "He|left|the|U.S.|.", NULL },
};

static const Case numbers[] = {
    { "decimal", "rose 3.5%", "rose|3.5|%", NULL },
    { "thousands", "12,500 and 1,250,000.75", "12,500|and|1,250,000.75", NULL },
    { "list-of-numbers", "notes 13,14", "notes|13|,|14", NULL },
    { "no-zero", "a gain of .75 today", "a|gain|of|.75|today", NULL },
    { "note-number", "the end.12 Then", "the|end|.|12|Then", NULL },
    { "money", "$5.50, £3 and €9", "$|5.50|,|£|3|and|€|9", NULL },
    { "money-us", "US$40 or A$50", "US$|40|or|A$|50", NULL },
    { "money-million", "$3M for 10k units", "$|3|M|for|10|k|units", NULL },
    { "ordinal", "the 21st and 3rd", "the|21st|and|3rd", NULL },
    { "decade", "the 1990s, the '90s, the 80's", "the|1990s|,|the|'90s|,|the|80's", NULL },
    { "decade-curly", "in ’68 we", "in|’68|we", NULL },
    { "clock", "at 10:30, 9:05:30", "at|10:30|,|9:05:30", NULL },
    { "clock-unit", "at 7:30pm", "at|7:30|pm", NULL },
    { "unit", "10km in 5mins", "10|km|in|5|mins", NULL },
    { "no-unit", "a 4G phone, 86X", "a|4G|phone|,|86X", NULL },
    { "date", "on 11/28/2000 or 9/11", "on|11/28/2000|or|9/11", NULL },
    { "date-iso", "on 2014-05-12.", "on|2014-05-12|.", NULL },
    { "fraction", "1/2 cup, 3/4", "1/2|cup|,|3/4", NULL },
    { "fraction-sign", "2½ cups", "2½|cups", NULL },
    { "slash-years", "in 2001/02", "in|2001|/|02", NULL },
    { "range", "5-10 of 1999-2004", "5|-|10|of|1999|-|2004", NULL },
    { "range-dash", "5–10 of them", "5|–|10|of|them", NULL },
    { "phone", "call 555-123-4567 or 555-1234", "call|555-123-4567|or|555-1234", NULL },
    { "phone-plus", "call +44 now", "call|+44|now", NULL },
    { "version", "version 2.6.1.", "version|2.6.1|.", NULL },
    { "code", "the L2 and B2B, AK47", "the|L2|and|B2B|,|AK47", NULL },
    { "hash", "we are #1", "we|are|#|1", NULL },
    { "degree-sign", "at 20° C", "at|20|°|C", NULL },
    { "times", "5x faster", "5x|faster", NULL },
    { "european", "1.000,50 marks", "1.000,50|marks", NULL },
    { "heading-number", "2. Methods", "2.|Methods", NULL },
    { "arabic-digits", "٣٤ books", "٣٤|books", NULL },
};

static const Case hyphens[] = {
    { "split", "a well-known man", "a|well|-|known|man", NULL },
    { "prefix", "a non-stop e-mail", "a|non-stop|e-mail", NULL },
    { "prefix-then-split", "an anti-trust-law case", "an|anti-trust|-|law|case", NULL },
    { "three", "a mother-in-law", "a|mother|-|in|-|law", NULL },
    { "number", "a 26-year-old", "a|26|-|year|-|old", NULL },
    { "suffix", "a Kafka-esque trial", "a|Kafka-esque|trial", NULL },
    { "clitic", "my mother-in-law's hat", "my|mother|-|in|-|law+'s|hat", NULL },
    { "mode-split", "a non-stop e-mail", "a|non|-|stop|e|-|mail", "hyphen: split" },
    { "mode-keep", "a well-known mother-in-law's", "a|well-known|mother-in-law+'s",
      "hyphen: keep" },
    { "true-hyphen", "well\xE2\x80\x90known", "well|\xE2\x80\x90|known", NULL },
    { "dash", "salt—pink—sea", "salt|—|pink|—|sea", NULL },
    { "dashes", "so -- he said --- left", "so|--|he|said|---|left", NULL },
    { "hanging", "pre- and post-war", "pre|-|and|post-war", NULL },
};

static const Case addresses[] = {
    { "url", "see http://example.org/a_b?c=1&d=2.", "see|http://example.org/a_b?c=1&d=2|.", NULL },
    { "url-bracket", "(see https://example.org/x)", "(|see|https://example.org/x|)", NULL },
    { "url-www", "www.example.org, now", "www.example.org|,|now", NULL },
    { "url-slash", "at http://example.org/ now", "at|http://example.org/|now", NULL },
    { "domain", "on example.com and Example.org.", "on|example.com|and|Example.org|.", NULL },
    { "domain-path", "example.org/news/today", "example.org/news/today", NULL },
    { "no-domain", "the end.In case", "the|end|.|In|case", NULL },
    { "newsgroup", "in alt.animals.cat today", "in|alt.animals.cat|today", NULL },
    { "email", "write to a.pike@example.org!", "write|to|a.pike@example.org|!", NULL },
    { "email-hidden", "mari...@example.com", "mari...@example.com", NULL },
    { "file", "open plan_v2.doc, now", "open|plan_v2.doc|,|now", NULL },
    { "hashtag", "so #happy #a1", "so|#happy|#a1", NULL },
    { "handle", "thanks @anna_p!", "thanks|@anna_p|!", NULL },
    { "at", "5 @ $3", "5|@|$|3", NULL },
    { "address-ip", "at 10.0.0.1 now", "at|10.0.0.1|now", NULL },
};

static const Case marks[] = {
    { "ellipsis", "well... no.. yes….", "well|...|no|..|yes|….", NULL },
    { "runs", "what?! no!!! so???", "what|?!|no|!!!|so|???", NULL },
    { "quotes", "“Yes,” he said. \"No\"", "“|Yes|,|”|he|said|.|\"|No|\"", NULL },
    { "guillemets", "«Oui», dit-il", "«|Oui|»|,|dit|-|il", NULL },
    { "tex-quotes", "``so'' they", "``|so|''|they", NULL },
    { "brackets", "[sic] {x} (y)", "[|sic|]|{|x|}|(|y|)", NULL },
    { "rule", "====== ***** _____", "======|*****|_____", NULL },
    { "rule-mixed", "--=--=--=", "--=--=--=", NULL },
    { "arrows", "a -> b => c <- d", "a|->|b|=>|c|<-|d", NULL },
    { "angles", ">> text <<", ">>|text|<<", NULL },
    { "percent", "5 % or 5%", "5|%|or|5|%", NULL },
    { "faces", "fun :) :-( ;) :D", "fun|:)|:-(|;)|:D", NULL },
    { "face-glued", "great:)", "great|:)", NULL },
    { "heart", "I <3 it", "I|<3|it", NULL },
    { "emoji", "ok 👍🏽 done", "ok|👍🏽|done", NULL },
    { "emoji-family", "👩‍👩‍👧 here", "👩‍👩‍👧|here", NULL },
    { "emoji-flag", "🇫🇷🇩🇪", "🇫🇷|🇩🇪", NULL },
    { "emoji-heart", "❤️!", "❤️|!", NULL },
    { "keycap", "1️⃣ first", "1️⃣|first", NULL },
    { "control",
      "a\x01"
      "b",
      "a|\x01|b", NULL },
    { "replacement", "a \xEF\xBF\xBD b", "a|\xEF\xBF\xBD|b", NULL },
    { "nbsp",
      "a\xC2\xA0"
      "b",
      "a|b", NULL },
    { "cjk", "他说。好", "他说|。|好", NULL },
    { "bullet", "• one", "•|one", NULL },
};

static const Case segments[] = {
    { "words", "Don't, e.g. 3.5%", "Don't|,|e.g|.|3.5|%", "mode: uax29" },
    { "cjk", "他说", "他|说", "mode: uax29" },
};

static const Case kinds[] = {
    { "word-number", "Ten 10 cats.", "word number word punctuation", NULL },
    { "symbol", "$ + %", "symbol symbol symbol", NULL },
    { "percent", "5%", "number symbol", NULL },
    { "url", "http://example.org a@b.org", "url email", NULL },
    { "social", "#one @two", "hashtag handle", NULL },
    { "faces", ":) 👍", "emoticon emoji", NULL },
    { "control", "\x02", "symbol", NULL },
    { "replacement", "\xEF\xBF\xBD", "symbol", NULL },
    { "clitic", "didn't", "word word", NULL },
    { "ordinal", "21st", "number", NULL },
    { "uax29", "ten 10 .", "word number punctuation", "mode: uax29" },
};

void
add_token_cases(void)
{
    add_cases("word", view_tokens, words, G_N_ELEMENTS(words));
    add_cases("abbreviation", view_tokens, abbreviations, G_N_ELEMENTS(abbreviations));
    add_cases("number", view_tokens, numbers, G_N_ELEMENTS(numbers));
    add_cases("hyphen", view_tokens, hyphens, G_N_ELEMENTS(hyphens));
    add_cases("address", view_tokens, addresses, G_N_ELEMENTS(addresses));
    add_cases("mark", view_tokens, marks, G_N_ELEMENTS(marks));
    add_cases("uax29", view_tokens, segments, G_N_ELEMENTS(segments));
    add_cases("kind", view_kinds, kinds, G_N_ELEMENTS(kinds));
}
