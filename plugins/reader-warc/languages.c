/* languages.c: ISO 639-3 to BCP 47. SPDX-License-Identifier: MIT */
#include "languages.h"

#include <string.h>

#define ROW 6 /* three letters, two letters, a blank */

/* The codes of ISO 639-3 that have one of ISO 639-1, which BCP 47 then wants, and that one behind each.
 * Source: the code tables of ISO 639-3 (SIL International) and ISO 639-1. */
static const char codes[] = "aaraa abkab afraf akaak amham araar argan asmas avaav aveae aymay "
                            "azeaz bakba bambm belbe benbn bihbh bisbi bodbo bosbs brebr bulbg "
                            "catca cescs chach chece chucu chvcv corkw cosco crecr cymcy danda "
                            "deude divdv dzodz ellel engen epoeo estet euseu eweee faofo fasfa "
                            "fijfj finfi frafr fryfy fulff glagd glega glggl glvgv grngn gujgu "
                            "hatht hauha hebhe herhz hinhi hmoho hrvhr hunhu hyehy iboig idoio "
                            "iiiii ikuiu ileie inaia indid ipkik islis itait javjv jpnja kalkl "
                            "kankn kasks katka kaukr kazkk khmkm kikki kinrw kirky komkv konkg "
                            "korko kuakj kurku laolo latla lavlv limli linln litlt ltzlb lublu "
                            "luglg mahmh malml marmr mkdmk mlgmg mltmt monmn mrimi msams myamy "
                            "nauna navnv nblnr ndend ndong nepne nldnl nnonn nobnb norno nyany "
                            "ocioc ojioj orior ormom ossos panpa plipi polpl porpt pusps quequ "
                            "rohrm ronro runrn rusru sagsg sansa sinsi slksk slvsl smese smosm "
                            "snasn sndsd somso sotst spaes sqisq srdsc srpsr sswss sunsu swasw "
                            "swesv tahty tamta tattt telte tgktg tgltl thath tirti tonto tsntn "
                            "tsots tuktk turtr twitw uigug ukruk urdur uzbuz venve vievi volvo "
                            "wlnwa wolwo xhoxh yidyi yoryo zhaza zhozh zulzu ";

void
languages_append(GString *out, const char *code, gsize size)
{
    if (size != 3) {
        g_string_append_len(out, code, (gssize)size);
        return;
    }
    for (const char *row = codes; *row != '\0'; row += ROW)
        if (memcmp(row, code, 3) == 0) {
            g_string_append_len(out, row + 3, 2);
            return;
        }
    g_string_append_len(out, code, (gssize)size);
}
