namespace Gateway.Brain.House.Times;

/// <summary>The words of time of French, folded: a term and its value, then the words for it.</summary>
internal static class FrenchTimeWords
{
    // A tilde before a word: it is recognised with a letter wrong, too.
    public const string Table = """
        Weekday 1: ~lundi, lndi, ludi, lundy
        Weekday 2: ~mardi, mrdi, madri
        Weekday 3: ~mercredi, mecredi, mercr, merc, mercdi
        Weekday 4: ~jeudi, jedi, jeudy, geudi
        Weekday 5: ~vendredi, vendr, vdredi, vendrdi
        Weekday 6: ~samedi, samdi, smedi
        Weekday 0: ~dimanche, dimnche, dimanch
        ShortWeekday 1: lun
        ShortWeekday 2: mar
        ShortWeekday 3: mer
        ShortWeekday 4: jeu
        ShortWeekday 5: ven, vend
        ShortWeekday 6: sam
        ShortWeekday 0: dim
        Weekdays 1: lundis
        Weekdays 2: mardis
        Weekdays 3: mercredis
        Weekdays 4: jeudis
        Weekdays 5: vendredis
        Weekdays 6: samedis
        Weekdays 0: dimanches
        Month 1: ~janvier, janv, jan
        Month 2: ~fevrier, fevr, fev
        Month 3: mars
        Month 4: ~avril, avr
        Month 5: mai
        Month 6: juin
        Month 7: ~juillet, juil, juill
        Month 8: aout
        Month 9: ~septembre, sept, sep
        Month 10: ~octobre, oct
        Month 11: ~novembre, nov
        Month 12: ~decembre, dec
        RelativeDay 0: ~aujourd hui, aujourdhui, aujourdui, aujoud hui, aujourd ui, auj, ajd, ojd, auj hui, ojourd hui
        RelativeDay 0: ojourdui, ce jour, dans la journee, en cours de journee, plus tard dans la journee
        RelativeDay 0: tt a l heure, tout a l heure, tantot, toute a l heure
        RelativeDay 1: ~demain, dm1, 2m1, 2main, demin, dem1, lendemain
        RelativeDay 2: apres demain, apres dm1, apres 2m1, apre dm1, apre demain, apredemain, apresdemain, ap demain
        RelativeDay 2: aps demain, surlendemain, apr demain
        RelativeDay -1: hier, yer
        RelativeDay -2: avant hier
        PartOfToday 3: ce soir, se soir, cesoir, c soir, ce soire, en fin de soiree
        PartOfToday 0: ce matin, se matin, ce mat, ce mat1, ce mat in
        PartOfToday 2: cet aprem, cette aprem, cet apres midi, cette apres midi, cet aprm, cette aprm, set aprem
        PartOfToday 2: cet ap, cet am, cet apm, cet apres m, cette apres m, cet aprm
        PartOfToday 1: ce midi, se midi, a midi aujourd hui
        PartOfToday 4: cette nuit
        DayPart 0: matin, matinee, mat, mat1, mat in, du mat, premiere heure, matin meme, des l ouverture
        DayPart 0: a l ouverture, au reveil
        DayPart 1: pause dejeuner, pause dej, heure de midi, entre midi et deux, entre midi et 2, heure du dejeuner
        DayPart 1: heure du midi, heure du dej, heure du repas, pause de midi, pause midi, midi deux, pause repas
        DayPart 2: apres midis, d apres midi, d aprem, apres midi, aprem, aprm, laprem, apm, apres m, apres le dejeuner
        DayPart 2: apres dejeuner, apres manger, apres le repas, ap midi, apresmidi, apres mid, aprem midi, aprs midi
        DayPart 2: apres mi, debut d aprem, milieu d aprem
        DayPart 3: soir, soiree, fin de journee, en fin de journee, en toute fin de journee, apres le travail
        DayPart 3: apres le boulot, apres le taf, apres mon travail, sortie du travail, soire
        DayPart 4: nuit, milieu de la nuit, plein milieu de la nuit, pleine nuit, petit matin
        NamedHour 12: midi, mid
        NamedHour 0: minuit
        Unit 0: minute, minutes, min, mn, mins, minuts
        Unit 1: h, heure, heures, hr, hrs, heur, heurs, eure, eures
        Unit 2: jour, jours, jr, jrs, j
        Unit 3: jour ouvre, jours ouvres, jour ouvrable, jours ouvrables
        Unit 4: semaine, semaines, sem, smaine, semaine, semain, s
        Unit 5: week end, weekend, we, wikend, wkd, w e, wk, week ends, weekends, wiken, wk end, ouikend
        Unit 6: mois
        Unit 7: trimestre, trim
        Unit 8: an, ans, annee, annees
        Weeks 1: huitaine, huitaine de jours
        Weeks 2: quinzaine, quinzaine de jours
        Fraction 15: quart d heure, quart dheure
        Fraction 30: 1 2 h, 1 2 heure, demi heure, demie heure, demi h, demiheure
        Fraction 45: 3 4 d heure, 3 4 h, trois quarts d heure, 3 quarts d heure, trois quart d heure
        This 0: ce, cet, cette, cet te, ces, se
        Next 0: prochain, prochaine, pro, proch, prochains, prochaines, suivant, suivante, qui vient, ki vient
        Next 0: qui arrive, a venir, prochin, prochine, d apres, prch
        Last 0: dernier, derniere, passe, passee, precedent, precedente, derniers, dernieres, d avant
        Third 0: debut, tout debut, au debut, en debut, premiers jours
        Third 1: mi, milieu, en milieu, au milieu
        Third 2: fin, toute fin, en fin, a la fin, la fin, derniers jours
        Neighbour -1: veille
        Neighbour 1: lendemain, surlendemain
        Afterwards 4: celle d apres, semaine d apres, celle qui suit, semaine suivante
        Afterwards 2: celui d apres, jour d apres, jour suivant, lendemain
        Am 0: du matin, du mat, du mat1, le matin
        Pm 0: du soir, de l apres midi, de l aprem, de laprem
        Minus 0: moins
        And 0: et, &
        At 0: a, vers, aux alentours de, vers les, sur les coups de, aux environs de, autour de, vars, @, dans les
        At 0: alentours de, environ, genre, disons
        In 0: dans, ds, d ans, dan
        Ago 0: il y a, ya, y a, ilya
        From 0: a partir de, a partir du, a partir d, a compter de, a compter du, a compter d, des, depuis, pas avant
        From 0: au plus tot a partir de, au dela de, plus tard que, depuis le, desormais, pas avant le, pas avant la
        From 1: de, du, d
        To 0: a, au, aux, a la
        Until 0: jusqu a, jusqu au, jusqu, jusque, jusqua, jusqau, jusquau, jusqu en, jusqu aux, pas apres
        Until 0: pas plus tard que, pas au dela de, jusk, juska, juskau, jusqu a la
        By 0: d ici, d ici le, d ici au, d ici la, pour au plus tard, au plus tard le, au plus tard, d ici a, dici
        By 0: dici a
        Before 0: avant, ou avant, avt, avan, avnt, avant le, avant la
        After 0: ap, apres, donc apres, ou apres, apre, aps, apr, passe, passes, passee, apres le, apres la
        Within 0: d ici, sous, dans les, en moins de, dici
        Between 0: entre, ntre, entr
        OrLater 0: donc apres, au plus tot, ou plus tard, ou apres, minimum, mini, et plus, et apres, au minimum
        OrLater 0: ou plus
        OrEarlier 0: au plus tard, dernier delai, max, maximum, grand max, grand maximum, maxi, dernier carat
        OrEarlier 0: ou plus tot, ou avant, derniere limite, au maximum, delai
        Or 0: ou, sinon, soit, ou bien, ou alors, ou sinon, voire, oubien, ou encore, ou meme, a defaut
        Not 0: plutot que, au lieu de, au lieu du, pas, surtout pas, peux pas, pas dispo, pas libre, peut pas
        Not 0: pourrai pas, pourrais pas, pas possible le, mais pas, pas le, pas la, pas ce
        Except 0: sauf, mais pas, hormis, excepte, sauf le, sauf la, a part, hors, mais pas le, mais pas la
        Refused 0: pas possible, impossible, ne va pas, va pas, c est mort, peux pas, non, marche pas, pas bon
        Refused 0: ne marche pas, m arrange pas, ne m arrange pas, pas top, convient pas, compliqué, complique
        EveryUnit 2: quotidiennement, une fois par jour
        EveryUnit 6: mensuellement, une fois par mois
        EveryUnit 8: annuellement, une fois par an
        EveryUnit 4: une fois par semaine, hebdomadaire
        Correction 0: non pardon, pardon, plutot non, non plutot, je veux dire, enfin, euh non, non, oups, erreur
        Correction 0: rectification, ah non, correction
        Every 0: tous les, toutes les, chaque, ts les, tte les, ttes les, tout les, toute les, tous, toutes, tt les
        Usually 0: d habitude, habituellement, en general, generalement, toujours, toutes les semaines, chaque semaine
        Usually 0: normalement, regulierement, tout le temps, par semaine, toute l annee, ouvrez, ouvrez vous
        Usually 0: fermez vous, etes vous ouverts, etes ouverts
        EveryWeeks 2: une semaine sur deux, une semaine sur 2, 1 semaine sur 2, tous les quinze jours
        EveryWeeks 2: tous les 15 jours, toutes les deux semaines
        EveryWeekday 0: jours de semaine, en semaine, jours ouvres, jours ouvrables, les jours ouvres
        EveryWeekday 0: la semaine uniquement
        EveryWeekday 1: week ends, weekends
        Now 0: le plus tot possible, maintenant, tout de suite, de suite, immediatement, tt de suite, ttdsuite
        Now 0: sur le champ, a l instant, la maintenant, mtn, mnt, mtnt, maintenan, tdsuite, la tout de suite
        Now 0: dans l immediat, des maintenant, desque possible, des que possible, au plus vite, le plus vite possible
        Now 0: le plus rapidement possible, aussi vite que possible, asap, tou de suite, toute suite
        Vague 0: dans les semaines qui viennent, dans les mois qui viennent, ulterieure, rapidement, tout a l heure
        Vague 0: tt a l heure, toute a l heure, tantot, les fetes, vacances de noel
        Vague 0: vacances scolaires, les vacances, vacances, au printemps, cet ete, cet hiver, en hiver, en ete
        Vague 0: a l automne, en automne, cet automne, ce printemps, l ete prochain, l hiver prochain, apres la paye
        Vague 0: apres la paie, un de ces jours, un de ces quatre, un de ces 4, bientot, plus tard, n importe quand
        Vague 0: nimporte quand, dans quelques jours, dans quelques temps, dans quelque temps, d ici quelque temps
        Vague 0: d ici quelques jours, d ici quelques semaines, a l occasion, le jour ou, prochainement
        Vague 0: la derniere fois, quand il, quand elle, quand ils, quand le, quand la, quand les, quand j, quand je
        Vague 0: quand vous, quand on, quand ca, des que, lorsque, quand vs, qd, dans pas longtemps, dans un moment
        Vague 0: dans un petit moment, un jour, un autre jour, une autre fois, la prochaine fois, peu importe
        Vague 0: peu importe quand, quand tu, dans peu de temps, dans les prochains jours, ces jours ci
        Vague 0: ces prochains jours, sous peu, ulterieurement, dans la saison, une fois que, a voir
        Vague 0: dans quelques semaines, dans quelques mois, d ici peu, quand c, quand mon, quand ma
        Vague 0: apres les travaux, dans un certain temps, dans plusieurs jours, un peu plus tard, dans longtemps
        Vague 0: a un moment, dans l annee, dans les semaines a venir, dans les jours qui viennent
        Vague 0: dans les jours a venir, en temps voulu, tot ou tard, un autre moment, le moment venu
        Idiom 0: bonne journee, bonne soiree, bonne apres midi, bon apres midi, bonne nuit, bon week end, bon weekend
        Idiom 0: bonne semaine, bonne annee, joyeux noel, bonne fin de journee, 24 7, 24 h 24, 24h 24, 7 j 7
        Idiom 0: 7 jours sur 7, 24 heures sur 24, mises a jour, mise a jour, a jour, par jour, de nos jours, a l heure
        Idiom 0: heures d ouverture, heures d affilee, de temps en temps, par heure, pere noel, bon dimanche
        Idiom 0: bonne matinee, matin midi et soir, plat du jour, tant qu a faire, saint glinglin
        Idiom 0: semaine des quatre jeudis, jour et nuit, du jour au lendemain, quart de tour, plus tot, meme jour
        Idiom 0: par semaine, par mois, par an, fois par, mi temps, demi journee, peu de temps, plein temps
        Idiom 0: l autre jour, quatre saisons
        SameTime 0: meme heure, la meme heure
        Article 0: le, la, les, l, un, une
        Of 0: de, du, d, de la, de l, du mois de, du mois d, au mois de, au mois d, en, courant, courant du mois de
        On 0: le, la, au, en, courant
        Filler 0: pile, petantes, petante, tapantes, tapante, precises, precise, environ, svp, plait, plutot, dans
        Filler 0: pendant, ou, uniquement, seulement, merci, hein, euh, bon, alors, disons, genre, et des poussieres
        Filler 0: bah, ben, aussi, plutot le, quelque part, idealement
        """;
}
