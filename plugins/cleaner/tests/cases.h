/* cases.h: texts and what the cleaner makes of them. SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

typedef struct {
    const char *name;
    const char *options; /* as in YAML, between braces; NULL: the defaults */
    const char *text;
    gsize size;
    const char *expected;
    const char *reasons; /* of what was removed, parted by blanks; NULL: not looked at */
} Case;

#define TEXT(literal) literal, sizeof(literal) - 1
#define ASCII "fold: [quotes, dashes, ellipses]"

static const Case cases[] = {
    /* nothing to do */
    { "empty", NULL, TEXT(""), "", "" },
    { "clean", NULL, TEXT("The mayor left.\n\nNobody saw her go.\n"),
      "The mayor left.\n\nNobody saw her go.\n", "" },
    { "clean-typographic", NULL, TEXT("“We won’t,” he said – twice… Zoë’s café."),
      "“We won’t,” he said – twice… Zoë’s café.", "" },
    { "clean-without-line-feed", NULL, TEXT("One line"), "One line", "" },
    { "white-space-alone", NULL, TEXT(" \n\t \r\n "), "", NULL },
    { "one-blank", NULL, TEXT(" "), "", NULL },
    { "one-line-feed", NULL, TEXT("\n"), "", NULL },

    /* mojibake */
    { "mojibake/apostrophe", NULL, TEXT("The boardâ€™s vote"), "The board’s vote", "mojibake" },
    { "mojibake/quotes", NULL, TEXT("â€œNo,â€\xC2\x9D she wrote"), "“No,” she wrote",
      "mojibake mojibake" },
    { "mojibake/dash", NULL, TEXT("May â€“ June"), "May – June", "mojibake" },
    { "mojibake/letters", NULL, TEXT("dÃ©jÃ\xC2\xA0 vu in MÃ¼nchen"), "déjà vu in München", NULL },
    { "mojibake/latin-1", NULL, TEXT("the boardâ\xC2\x80\xC2\x99s"), "the board’s", "mojibake" },
    { "mojibake/twice", NULL, TEXT("the boardÃ¢â‚¬â„¢s"), "the board’s", NULL },
    { "mojibake/three-times", NULL, TEXT("naÃƒÆ’Ã‚Â¯ve"), "naïve", NULL },
    { "mojibake/pound", NULL, TEXT("a fine of Â£400"), "a fine of £400", "mojibake" },
    { "mojibake/copyright", NULL, TEXT("Photos Â© Ana Lee 2019"), "Photos © Ana Lee 2019",
      "mojibake" },
    { "mojibake/blank", NULL, TEXT("at lastÂ  they met â€” here"), "at last they met — here",
      NULL },
    { "mojibake/emoji", NULL, TEXT("well done ðŸ˜€"), "well done 😀", "mojibake" },
    { "mojibake/surrogates", NULL, TEXT("well done í\xC2\xA0½í¸\xC2\x80"), "well done 😀", NULL },
    { "mojibake/macintosh", NULL, TEXT("it‚Äôs r√©gime"), "it’s régime", NULL },
    { "mojibake/windows-1251", NULL, TEXT("the boardвЂ™s"), "the board’s", "mojibake" },
    { "mojibake/dos", NULL, TEXT("the boardΓÇÖs"), "the board’s", "mojibake" },
    { "mojibake/cyrillic", NULL, TEXT("ÐœÐ¾Ñ\xC2\x81ÐºÐ²Ð°"), "Москва", NULL },
    { "mojibake/lossy", NULL, TEXT("â€œyesâ€\xEF\xBF\xBD he said"), "“yes\xEF\xBF\xBD he said",
      NULL },
    { "mojibake/c1-quotes", NULL, TEXT("\xC2\x93Yes\xC2\x94 \xC2\x96 it isn\xC2\x92t"),
      "“Yes” – it isn’t", NULL },
    { "mojibake/c1-ellipsis", NULL, TEXT("well\xC2\x85 no"), "well… no", NULL },
    { "mojibake/bom", NULL, TEXT("ï»¿The title"), "The title", NULL },
    { "mojibake/off", "mojibake: false", TEXT("the boardâ€™s"), "the boardâ€™s", "" },
    { "mojibake/true-letters", NULL, TEXT("São Tomé, Ångström, naïve Œuvre"),
      "São Tomé, Ångström, naïve Œuvre", "" },
    { "mojibake/true-capital-and-mark", NULL, TEXT("NESCAFÉ® and “MANHÔ"), "NESCAFÉ® and “MANHÔ",
      "" },
    { "mojibake/true-german", NULL, TEXT("Er sagte „Ä“ und ging – zum Fluß."),
      "Er sagte „Ä“ und ging – zum Fluß.", "" },
    { "mojibake/true-math", NULL, TEXT("√π ≈ 1.77 ± 0.01, 3×4"), "√π ≈ 1.77 ± 0.01, 3×4", "" },
    { "mojibake/true-cyrillic", NULL, TEXT("Её ёлка, Ніна їде до Києва."),
      "Её ёлка, Ніна їде до Києва.", "" },
    { "mojibake/true-czech", NULL, TEXT("Příliš žluťoučký kůň úpěl ďábelské ódy."),
      "Příliš žluťoučký kůň úpěl ďábelské ódy.", "" },
    { "mojibake/true-boxes", NULL, TEXT("├── src\n│   └── main.c"), "├── src\n│ └── main.c", "" },

    /* character references */
    { "entities/names", NULL, TEXT("Marks &amp; Sons &lt;3 &quot;x&quot;"), "Marks & Sons <3 \"x\"",
      "" },
    { "entities/numbers", NULL, TEXT("isn&#8217;t &#x2014; so"), "isn’t — so", "" },
    { "entities/windows-1252", NULL, TEXT("&#150; and &#8364;"), "– and €", NULL },
    { "entities/one-level", NULL, TEXT("&amp;lt;"), "&lt;", NULL },
    { "entities/legacy", NULL, TEXT("&copy 2019 &eacute"), "© 2019 é", NULL },
    { "entities/two-characters", NULL, TEXT("a &NotEqualTilde; b"), "a ≂̸ b", NULL },
    { "entities/none", NULL, TEXT("R&D, AT&T, x & y, &nosuch; &;"), "R&D, AT&T, x & y, &nosuch; &;",
      "" },
    { "entities/address", NULL, TEXT("see /a?b=1&copy=2&sect=3"), "see /a?b=1&copy=2&sect=3", "" },
    { "entities/in-markup", NULL, TEXT("<p>1 &lt; 2</p> &amp;"), "<p>1 &lt; 2</p> &amp;", "" },
    { "entities/less-than-is-no-markup", NULL, TEXT("1 < 2 &amp; 3 > 2"), "1 < 2 & 3 > 2", NULL },
    { "entities/no-character", NULL, TEXT("a&#0;b&#xD800;c&#99999999;d"),
      "a\xEF\xBF\xBD"
      "b\xEF\xBF\xBD"
      "c\xEF\xBF\xBD"
      "d",
      NULL },
    { "entities/control", NULL, TEXT("a&#1;b"), "ab", NULL },
    { "entities/blank", NULL, TEXT("a&nbsp;b&#160;c"), "a b c", NULL },
    { "entities/open-end", NULL, TEXT("x &am"), "x &am", "" },
    { "entities/off", "entities: false", TEXT("a &amp; b"), "a &amp; b", "" },

    /* controls */
    { "controls/nul", NULL, TEXT("a\0b"), "ab", "control-character" },
    { "controls/escape-sequence", NULL, TEXT("\x1B[1;31mred\x1B[0m"), "red",
      "control-character control-character" },
    { "controls/title", NULL, TEXT("\x1B]0;a title\atext"), "text", "control-character" },
    { "controls/link", NULL, TEXT("\x1B]8;;http://a.b\x1B\\text"), "text", NULL },
    { "controls/escape-alone", NULL,
      TEXT("a\x1B"
           "b"),
      "ab", "control-character" },
    { "controls/open-sequence", NULL, TEXT("a\x1B[12\nb"), "a[12\nb", "control-character" },
    { "controls/delete", NULL,
      TEXT("a\x7F\xC2\x80"
           "b"),
      "ab", "control-character control-character" },
    { "controls/zero-width", NULL,
      TEXT("a\xE2\x80\x8B"
           "b\xE2\x81\xA0"
           "c"),
      "abc", "invisible-character invisible-character" },
    { "controls/soft-hyphen", NULL,
      TEXT("hyphen\xC2\xAD"
           "ation"),
      "hyphenation", "invisible-character" },
    { "controls/bidi", NULL,
      TEXT("\xE2\x80\xAE"
           "abc\xE2\x80\xAC \xE2\x81\xA6x\xE2\x81\xA9"),
      "abc x", NULL },
    { "controls/emoji-joiner", NULL, TEXT("👩\xE2\x80\x8D🚀 👩🏽\xE2\x80\x8D⚕️"),
      "👩\xE2\x80\x8D🚀 👩🏽\xE2\x80\x8D⚕️", "" },
    { "controls/stray-joiner", NULL,
      TEXT("a\xE2\x80\x8D"
           "b"),
      "ab", "invisible-character" },
    { "controls/persian", NULL, TEXT("می\xE2\x80\x8Cخواهم"), "می\xE2\x80\x8Cخواهم", "" },
    { "controls/devanagari", NULL, TEXT("क्\xE2\x80\x8Dष"), "क्\xE2\x80\x8Dष", "" },
    { "controls/flag", NULL, TEXT("🏴󠁧󠁢󠁳󠁣󠁴󠁿 🇳🇴"),
      "🏴󠁧󠁢󠁳󠁣󠁴󠁿 🇳🇴", "" },
    { "controls/off", "controls: false",
      TEXT("a\x07"
           "b"),
      "a\x07"
      "b",
      "" },

    /* line ends */
    { "line-ends/windows", NULL, TEXT("a\r\nb\r\n"), "a\nb\n", "" },
    { "line-ends/macintosh", NULL, TEXT("a\rb"), "a\nb", "" },
    { "line-ends/mixed", NULL, TEXT("a\r\r\nb"), "a\n\nb", "" },
    { "line-ends/next-line", NULL,
      TEXT("a\xC2\x85"
           "b"),
      "a\nb", "" },
    { "line-ends/separators", NULL,
      TEXT("a\xE2\x80\xA8"
           "b\xE2\x80\xA9"
           "c"),
      "a\nb\n\nc", "" },
    { "line-ends/feeds", NULL, TEXT("a\vb\fc"), "a\nb\nc", "" },
    { "line-ends/off", "line_ends: false", TEXT("a\r\nb"), "a\r\nb", "" },

    /* blanks */
    { "blanks/no-break", NULL,
      TEXT("a\xC2\xA0"
           "b\xE2\x80\xAF"
           "c"),
      "a b c", "" },
    { "blanks/wide", NULL,
      TEXT("a\xE3\x80\x80"
           "b\xE2\x80\x83"
           "c\xE1\x9A\x80"
           "d\xE2\x81\x9F"
           "e"),
      "a b c d e", "" },
    { "blanks/tab", NULL, TEXT("a\tb\t\tc"), "a b c", "" },
    { "blanks/off", "blanks: false",
      TEXT("a\xC2\xA0"
           "b"),
      "a\xC2\xA0"
      "b",
      "" },
    { "whitespace/runs", NULL, TEXT("a   b"), "a b", "" },
    { "whitespace/edges", NULL, TEXT("  a  \n  b  "), "a\nb", "" },
    { "whitespace/blank-lines", NULL, TEXT("a\n \n\n \nb"), "a\n\nb", "" },
    { "whitespace/ends", NULL, TEXT("\n\n a\n\n"), "a\n", "" },
    { "whitespace/off", "whitespace: false", TEXT(" a  b \n\n\nc"), " a  b \n\n\nc", "" },

    /* normalization */
    { "nfc/composes", NULL, TEXT("e\xCC\x81 o\xCC\x88"), "é ö", "" },
    { "nfc/angstrom", NULL, TEXT("\xE2\x84\xAB"), "Å", "" },
    { "nfc/hangul", NULL, TEXT("\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB"), "한", "" },
    { "nfc/keeps-ligature", NULL, TEXT("eﬃcient ½ ²"), "eﬃcient ½ ²", "" },
    { "nfkc/ligature", "normalize: nfkc", TEXT("eﬃcient ² ｱ"), "efficient 2 ア", "" },
    { "normalize/none", "normalize: none", TEXT("e\xCC\x81"), "e\xCC\x81", "" },

    /* folding */
    { "fold/quotes", "fold: [quotes]", TEXT("“a” ‘b’ «c» ‹d› „e“ – …"),
      "\"a\" 'b' \"c\" 'd' \"e\" – …", "" },
    { "fold/dashes", "fold: [dashes]", TEXT("a–b — c − d ‑ “e”"), "a-b -- c - d - “e”", "" },
    { "fold/ellipses", "fold: [ellipses]", TEXT("a… b‥ ’"), "a... b.. ’", "" },
    { "fold/all", ASCII, TEXT("“I’d” – 5′ 6″…"), "\"I'd\" - 5' 6\"...", "" },
    { "fold/letters-stay", ASCII, TEXT("naïve café"), "naïve café", "" },

    /* lines */
    { "lines/edges", NULL,
      TEXT("News\nSports\nThe council met in the town hall.\nTwitter\nFacebook\n"),
      "The council met in the town hall.\n", "navigation navigation share share" },
    { "lines/not-in-the-middle", NULL, TEXT("The council met.\nSports\nIt will meet again.\n"),
      "The council met.\nSports\nIt will meet again.\n", "" },
    { "lines/beside-others", NULL,
      TEXT("The council met.\nTwitter\nShare this story\nEmail\nIt will meet again.\n"),
      "The council met.\nIt will meet again.\n", "share share share" },
    { "lines/nothing-else", NULL, TEXT("Advertisement\nNews\n"), "Advertisement\nNews\n", "" },
    { "lines/last-without-line-feed", NULL, TEXT("The council met.\nAdvertisement"),
      "The council met.\n", "advertisement" },
    { "lines/repeated", NULL,
      TEXT("A headline over it all\nA headline over it all\nThe council met.\n"),
      "A headline over it all\nThe council met.\n", "repeated-line" },
    { "lines/repeated-far", NULL,
      TEXT("This paragraph is long enough to be told from a refrain, and it comes twice.\nThe "
           "council met.\n"
           "This paragraph is long enough to be told from a refrain, and it comes twice.\n"),
      "This paragraph is long enough to be told from a refrain, and it comes twice.\nThe council "
      "met.\n",
      "repeated-line" },
    { "lines/refrain-stays", NULL,
      TEXT("Row, row, row your boat\nGently down the stream\nRow, row, row your boat\n"),
      "Row, row, row your boat\nGently down the stream\nRow, row, row your boat\n", "" },
    { "lines/talk-stays", NULL, TEXT("Yes.\nYes.\nNo.\nYes.\n"), "Yes.\nYes.\nNo.\nYes.\n", "" },
    { "lines/keep", "boilerplate: keep", TEXT("The council met.\nAdvertisement\n"),
      "The council met.\nAdvertisement\n", "" },
    { "lines/windows", NULL, TEXT("The council met.\r\n\tAdvertisement \r\nIt ended.\r\n"),
      "The council met.\nIt ended.\n", "advertisement" },
    { "lines/title-stays", "boilerplate: balanced",
      TEXT("Harbour ferry stopped by storm leaves hundreds waiting in old station hall\n"
           "By Ida Lund\n"
           "The ferry to the islands did not leave the harbour on Monday because of the storm.\n"
           "The crew said that they would try again when the wind had gone down in the evening.\n"
           "Passengers waited in the hall of the old station, and some of them went home.\n"),
      "Harbour ferry stopped by storm leaves hundreds waiting in old station hall\n"
      "The ferry to the islands did not leave the harbour on Monday because of the storm.\n"
      "The crew said that they would try again when the wind had gone down in the evening.\n"
      "Passengers waited in the hall of the old station, and some of them went home.\n",
      "boilerplate" },
    { "lines/debris", NULL,
      TEXT("Town buys the old mill\n\n- Advertisement -\nThe council bought the mill on "
           "Monday.\n\n\nIt paid little.\n\n"
           "Please enter your comment!\nPlease enter your name here\n\nsix × = 42\n"),
      "Town buys the old mill\n\nThe council bought the mill on Monday.\n\nIt paid little.\n",
      "advertisement comment-form comment-form captcha" },
};

typedef struct {
    const char *name;
    const char *line;
    const char *reason; /* NULL: it stays */
} LineCase;

static const LineCase line_cases[] = {
    { "advertisement", "ADVERTISEMENT", "advertisement" },
    { "advertisement-marks", "--- [ Advertisement ] ---", "advertisement" },
    { "advertisement-below", "Article continues below this ad", "advertisement" },
    { "comment-prompt", "Leave a comment", "comment-form" },
    { "comment-mail", "Your e-mail address will not be published.", "comment-form" },
    { "comment-count", "14 Comments", "comment-form" },
    { "comment-login", "You must be logged in to post a comment.", "comment-form" },
    { "captcha-word", "I'm not a robot", "captcha" },
    { "captcha-minus", "nineteen − seven =", "captcha" },
    { "captcha-first", "+ four = 11", "captcha" },
    { "captcha-digits", "8 × 6 = *", "captcha" },
    { "share", "Share on Facebook", "share" },
    { "share-row", "Facebook Twitter WhatsApp Email", "share" },
    { "share-count", "231 shares", "share" },
    { "follow", "Follow us on Twitter and Facebook", "share" },
    { "print", "Print this article", "print" },
    { "subscribe", "Subscribe to our newsletter", "subscribe" },
    { "inbox", "Get the day's top stories delivered to your inbox", "subscribe" },
    { "sign-in", "Sign in", "sign-in" },
    { "skip", "Skip to main content", "navigation" },
    { "gallery", "Image 3 of 12", "navigation" },
    { "tags", "Tags: elections, council, mill", "navigation" },
    { "reading-time", "4 min read", "navigation" },
    { "related", "Related Articles", "related" },
    { "more", "You may also like:", "related" },
    { "rights", "© 2021 The Mill Gazette. All rights reserved.", "legal" },
    { "privacy", "Privacy Policy", "legal" },
    { "image", "Image copyright Ana Lee", "media" },

    { "address", "https://mill.example/council/2021?page=2", "address" },
    { "address-mail", "E-mail ana.lee@mill.example", "address" },
    { "time-stamp", "Updated 4:20 p.m. ET, Mon Nov. 18, 2019", "time-stamp" },
    { "time-stamp-ago", "3 hours ago", "time-stamp" },
    { "time-stamp-bars", "November 19, 2019 | 4:20am | Updated November 19, 2019", "time-stamp" },
    { "updated", "Town Desk, Mill Gazette | Updated : 19 November 2019, 09:01 AM", "byline" },
    { "reporter", "Ana Lee is a reporter for the Mill Gazette.", "byline" },
    { "agency", "Ana Lee, AP Sports Writer", "byline" },
    { "telephone", "Phone +41 41 544 00 00", "byline" },
    { "news-by-mail", "Let our stories meet your inbox. The news of the mill, each morning.",
      "subscribe" },
    { "through-the-door", "Get the mill's magazine delivered through your letterbox every month.",
      "subscribe" },
    { "affiliate", "The Gazette may earn a commission on what you buy.", "advertisement" },
    { "copy", "This copy is for your personal, non-commercial use only.", "legal" },

    { "stays/time", "At 4:20 p.m. the mill was sold.", NULL },
    { "stays/hour", "10:30 am", NULL },
    { "stays/day", "November 19, 2019", NULL },
    { "stays/minutes", "30 minutes", NULL },
    { "stays/address", "Write to ana.lee@mill.example, the council said.", NULL },
    { "stays/two-mails", "ana.lee@mill.example or bo@mill.example", NULL },
    { "stays/site", "www.mill.example", NULL },
    { "stays/inbox", "The mayor's inbox was full.", NULL },
    { "stays/reporter", "She was once a reporter.", NULL },
    { "stays/said-of-reporter", "“Ana is a reporter for the Gazette,” he said.", NULL },
    { "stays/sum", "2 + 2 = 4", NULL },
    { "stays/sum-in-words", "Nineteen minus seven is twelve.", NULL },
    { "stays/equals", "He wrote E = on the board and stopped.", NULL },
    { "stays/advertisement", "The advertisement cost the town a fortune.", NULL },
    { "stays/comment", "Comments from the mayor were few.", NULL },
    { "share-this", "Share this: Facebook, Twitter", "share" },
    { "share-this-on", "Share this on Facebook", "share" },
    { "stays/share-question", "Share this information, please?", NULL },
    { "stays/share", "Shares of the mill fell by a third.", NULL },
    { "stays/quoted", "“Sign in,” the guard said.", NULL },
    { "stays/subscribe", "She would not subscribe to that view.", NULL },
    { "stays/print", "Print was dead, he thought.", NULL },
    { "stays/tags", "Tags hung from every tree.", NULL },
    { "stays/heading", "What the council said", NULL },
    { "stays/number", "42", NULL },
    { "stays/name", "Ana Lee", NULL },
    { "stays/other-language", "Der Rat kaufte die alte Mühle.", NULL },
};
