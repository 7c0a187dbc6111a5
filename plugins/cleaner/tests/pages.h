/* pages.h: a whole page, menu, article, comments and all, with and without the article. SPDX-License-Identifier: MIT */
#pragma once

#define PAGE_MENU                                                                                  \
    "Harbour Times\nMenu\nSearch\nHome\nWorld\nPolitics\nBusiness\nOpinion\nCulture\nSport\n"      \
    "Weather\nTravel\nFood\nScience\nHealth\nVideo\nPodcasts\nNewsletters\nJobs\nPuzzles\n"        \
    "Crossword\nGames\nBooks\nFilm\nMusic\nTheatre\nArt & Design\nGardening\nFashion\nMoney\n"     \
    "Log in\nSubscribe now\nSkip to main content\nMost read\nFerry fares to rise in spring\n"      \
    "Ten walks along the coast\nMayor of Eastport resigns\nWhat to see this weekend\n"             \
    "How we chose the pier of the year\nLatest headlines\nEastport\nNorth Quay\nSaltmarsh\n"       \
    "Old Town\nHill End\nSt Anne\nThe Sands\nLower Ferry\nUpper Ferry\nKing's Wharf\n"             \
    "Births & Deaths\nProperty\nCars\nTides\nShipping News\nFishing\nSailing\nRowing\n"            \
    "Cricket\nFootball\nRugby\nTennis\nCycling\nRunning\nChess\nBridge\nQuiz\nRecipes\n"           \
    "Restaurants\nPubs\nHotels\nDay trips\nPets\nParents\nSchools\nCollege\nLibrary\nChurches\n"   \
    "Clubs\nScouts\nLifeboat\nCoastguard\nPolice\nCourts\nRoads\nBuses\nTrains\nParking\n"         \
    "Markets\nBanks\nFarming\nEnergy\nCraft\nDance\nComedy\nPoetry\nHistory\nMuseums\nStars\n"     \
    "Bird of the week\nTen photographs of the storm\nWhy the lighthouse went dark\nLetters\n"

#define PAGE_ARTICLE                                                                                   \
    "The town council voted on Tuesday to rebuild the old pier, which a storm had damaged in "         \
    "the winter of last year.\n"                                                                       \
    "The work will begin in April and is expected to take two years, according to the engineers "      \
    "who have examined the piles under the pier.\n"                                                    \
    "“We have waited long enough for this,” said the head of the harbour, who has kept the books " \
    "of the pier for twenty years.\n"                                                                  \
    "What the pier will cost\n"                                                                        \
    "The council has set aside four million for the pier, half of which will come from the "           \
    "county and the rest from the harbour itself.\n"                                                   \
    "Fishermen who land at the pier will have to use the north quay while the piles are driven, "      \
    "and they were not happy about it.\n"                                                              \
    "The last time that the pier was rebuilt, they had been told that it would take a year, and "      \
    "it took three.\n"                                                                                 \
    "The harbour says that it has learnt from that, and that no boat will be without a berth "         \
    "during the summer.\n"

#define PAGE_COMMENTS                                                                              \
    "Share this article\nComments\n"                                                               \
    "Quaymaster says:\nNovember 19, 2019 at 6:44 am\nI have heard that one before.\n"              \
    "old_salt says:\nNovember 19, 2019 at 7:02 am\nThey should have done it years ago, and now "   \
    "it costs twice as much as it would have done then.\n"                                         \
    "J. Tarr says:\nNovember 19, 2019 at 7:31 am\nWhat about the parking, has anyone thought of "  \
    "it?\n"                                                                                        \
    "Quaymaster says:\nNovember 19, 2019 at 8:05 am\nNobody ever does. You will see.\n"            \
    "gull99 says:\nNovember 19, 2019 at 9:12 am\nMy boat has been at the north quay for years "    \
    "and I can tell you that there is no room for any more of them.\n"                             \
    "old_salt says:\nNovember 19, 2019 at 9:40 am\nThen move it!\n"

#define PAGE_FOOT                                                                                  \
    "Leave a reply\nAbout us\nContact\nTerms of use\nPrivacy policy\nCookies\nAdvertise with us\n" \
    "Archive\nSitemap\nHelp\nRSS\nTwitter\nFacebook\n© 2019 Harbour Times. All rights reserved.\n"
