using Gateway.Channels.Speech.Hearing;
using Gateway.Sessions;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Speech.Hearing;

public sealed class FrenchHeardTests
{
    [Theory]
    [InlineData("soixante dix huit", "78")]
    [InlineData("soixante-dix-huit", "78")]
    [InlineData("soixante, dix-huit", "78")]
    [InlineData("quatre vingt dix neuf", "99")]
    [InlineData("quatre-vingts", "80")]
    [InlineData("quatre vingt un", "81")]
    [InlineData("soixante et onze", "71")]
    [InlineData("septante-deux", "72")]
    [InlineData("nonante et un", "91")]
    [InlineData("vingt et un", "21")]
    [InlineData("cent un", "101")]
    [InlineData("deux cent trente-quatre", "234")]
    [InlineData("mille deux cents", "1200")]
    [InlineData("quarante-deux mille, trois cents", "42300")]
    [InlineData("quatre-vingt-dix-huit mille", "98000")]
    [InlineData("un million deux cent mille", "1200000")]
    [InlineData("un deux trois quatre", "1234")]
    [InlineData("double deux", "22")]
    [InlineData("deux fois six", "66")]
    [InlineData("triple zéro sept", "0007")]
    [InlineData("zéro zéro sept", "007")]
    [InlineData("euh le quatre, cinq et deux", "euh le 452")]
    [InlineData("trois virgule cinq", "3,5")]
    [InlineData("quatre 5 deux", "452")]
    [InlineData("choix deux s'il vous plaît", "choix 2 s'il vous plaît")]
    public void Digits(string said, string heard) => Hears(said, Expectation.Digits, heard);

    [Theory]
    [InlineData("zéro six trente-neuf quatre-vingt-dix-huit zéro un vingt-trois", "0639980123")]
    [InlineData("zéro six, trente-neuf, quatre-vingt-dix-huit, zéro un, vingt-trois.", "0639980123.")]
    [InlineData("mon numéro c'est le zéro six trente neuf quatre vingt dix huit zéro un vingt trois merci", "mon numéro c'est le 0639980123 merci")]
    [InlineData("zéro six trente-neuf quatre-vingt, dix-huit zéro un", "0639801801")]
    [InlineData("zéro six soixante, douze quatre-vingt, treize", "0660128013")]
    [InlineData("06 39 98 01 23", "0639980123")]
    [InlineData("zéro 6 39 quatre-vingt-dix-huit 01 23", "0639980123")]
    [InlineData("zéro six double zéro trente-neuf quatre-vingt-dix-huit un un", "0600399811")]
    [InlineData("plus trente-trois six trente-neuf quatre-vingt-dix-huit zéro un vingt-trois", "+33639980123")]
    [InlineData("+33 six trente-neuf quatre-vingt-dix-huit zéro un vingt-trois", "+33639980123")]
    [InlineData("zéro six puis trente-neuf euh quatre-vingt-dix-huit zéro un et vingt-trois", "0639980123")]
    [InlineData("je ne sais pas", "je ne sais pas")]
    public void Telephones(string said, string heard) => Hears(said, Expectation.Phone, heard);

    [Theory]
    [InlineData("A B cent vingt-trois C D", "AB-123-CD")]
    [InlineData("a b 123 c d", "AB-123-CD")]
    [InlineData("AB-123-CD", "AB-123-CD")]
    [InlineData("AB 123 CD", "AB-123-CD")]
    [InlineData("alors c'est A B tiret un deux trois tiret C D voilà", "alors c'est AB-123-CD voilà")]
    [InlineData("A comme Anatole, B comme Berthe, cent vingt-trois, C comme Célestin, D comme Désiré", "AB-123-CD")]
    [InlineData("ah bé zéro zéro un cé dé", "AB-001-CD")]
    [InlineData("P comme Bernard B cent, vingt-trois C D", "BB-123-CD")]
    [InlineData("double vé X sept cent quatre-vingt-neuf Y Z", "WX-789-YZ")]
    [InlineData("w i grec sept cent soixante, dix neuf T T", "WY-779-TT")]
    [InlineData("A B, non pas B, P comme Pierre, cent vingt-trois C D", "AP-123-CD")]
    [InlineData("A B non P cent vingt-trois C D", "AP-123-CD")]
    [InlineData("A B cent vingt-trois C D, non pas D, T", "AB-123-CT")]
    [InlineData("douze cent trente-quatre", "douze cent trente-quatre")]
    [InlineData("mille deux cent trente-quatre A B quarante et un", "1234 AB 41")]
    [InlineData("F O 12 A B C", "FO12 ABC")]
    [InlineData("il y a A B 123 C D", "il y a AB-123-CD")]
    [InlineData("Bonjour madame", "Bonjour madame")]
    [InlineData("elle a une voiture", "elle a une voiture")]
    [InlineData("A B double un deux C D", "AB-112-CD")]
    public void Plates(string said, string heard) => Hears(said, Expectation.Plate, heard);

    [Theory]
    [InlineData("jean point dupont arobase gmail point com", "jean.dupont@gmail.com")]
    [InlineData("Alors c'est Jean point Dupont, arobase, gmail point com.", "Alors c'est jean.dupont@gmail.com")]
    [InlineData("j point dupont arobase orange point f r", "j.dupont@orange.fr")]
    [InlineData("jean tiret du six dupont arobase free point fr", "jean-dupont@free.fr")]
    [InlineData("jean tiret dupont arobase free point fr", "jean-dupont@free.fr")]
    [InlineData("jean underscore dupont arobase la poste point net", "jean_dupont@laposte.net")]
    [InlineData("jean tiret du huit dupont arobase laposte point net", "jean_dupont@laposte.net")]
    [InlineData("jean tiret bas dupont arobase sfr point fr merci", "jean_dupont@sfr.fr merci")]
    [InlineData("jean dupont tout attaché quatre-vingt-douze arobase hotmail point fr", "jeandupont92@hotmail.fr")]
    [InlineData("D U P O N T arobase gmail point com", "dupont@gmail.com")]
    [InlineData("B comme Bernard point martin arobase gmail point com", "b.martin@gmail.com")]
    [InlineData("mon adresse est zoé arobase example point fr", "mon adresse est zoe@example.fr")]
    [InlineData("jean.dupont@gmail.com", "jean.dupont@gmail.com")]
    [InlineData("Jean.Dupont@Gmail.com.", "jean.dupont@gmail.com")]
    [InlineData("jean point dupont chez gmail point com", "jean.dupont@gmail.com")]
    [InlineData("jean.dupont arobase gmail.com", "jean.dupont@gmail.com")]
    [InlineData("jean point dupont @ gmail point com", "jean.dupont@gmail.com")]
    [InlineData("je n'en ai pas", "je n'en ai pas")]
    public void Mailboxes(string said, string heard) => Hears(said, Expectation.Email, heard);

    [Theory]
    [InlineData("D U P O N T", "Dupont")]
    [InlineData("Dupond, D U P O N T", "Dupont")]
    [InlineData("je m'appelle Dupon D U P O N T", "je m'appelle Dupont")]
    [InlineData("Dupond ça s'écrit D, U, P, O, N, T.", "Dupont.")]
    [InlineData("Dupond avec un T", "Dupont")]
    [InlineData("Dupont avec un T", "Dupont")]
    [InlineData("Dupond avec un T à la fin", "Dupont")]
    [InlineData("Philipe avec deux P", "Philippe")]
    [InlineData("D comme Désiré U P O N T comme Thérèse", "Dupont")]
    [InlineData("B O, non pas O, A comme Anatole, R T", "Bart")]
    [InlineData("M deux L E R", "Mller")]
    [InlineData("L E tiret G O F F", "Le-Goff")]
    [InlineData("Marie Martin", "Marie Martin")]
    [InlineData("elle a du thé", "elle a du thé")]
    public void Names(string said, string heard) => Hears(said, Expectation.Name, heard);

    [Theory]
    [InlineData("douze bis rue de la République quarante et un mille Blois", "12 bis rue de la République 41000 Blois")]
    [InlineData("douze, rue du quatre septembre, soixante-quinze mille onze Paris", "12, rue du 4 septembre, 75011 Paris")]
    [InlineData("un rue de la Paix", "1 rue de la Paix")]
    [InlineData("une maison rue des Lilas", "une maison rue des Lilas")]
    [InlineData("trois avenue Foch, quarante et un zéro zéro zéro Blois", "3 avenue Foch, 41000 Blois")]
    [InlineData("zéro six mille deux cents Nice", "06200 Nice")]
    public void Addresses(string said, string heard) => Hears(said, Expectation.Address, heard);

    [Theory]
    [InlineData("Oui.", "oui")]
    [InlineData("euh ouais", "oui")]
    [InlineData("Oui, c'est ça !", "oui")]
    [InlineData("D'accord", "oui")]
    [InlineData("non merci", "non")]
    [InlineData("Non, pas du tout.", "non")]
    [InlineData("oui mais à neuf heures", "oui mais à 9h")]
    [InlineData("oui non je ne sais pas", "oui non je ne sais pas")]
    public void Answers(string said, string heard) => Hears(said, Expectation.YesNo, heard);

    [Theory]
    [InlineData("à neuf heures", "à 9h")]
    [InlineData("à neuf heures et quart", "à 9h15")]
    [InlineData("vers neuf heures et demie", "vers 9h30")]
    [InlineData("à dix heures moins le quart", "à 9h45")]
    [InlineData("à dix heures moins dix", "à 9h50")]
    [InlineData("midi et demi", "12h30")]
    [InlineData("à midi", "à midi")]
    [InlineData("midi moins le quart", "11h45")]
    [InlineData("quatorze heures quinze", "14h15")]
    [InlineData("à une heure et demie", "à 1h30")]
    [InlineData("vingt et une heures cinq", "21h05")]
    [InlineData("jeudi à neuf heures trente du matin", "jeudi à 9h30 du matin")]
    [InlineData("dans deux heures", "dans deux heures")]
    [InlineData("il y a deux heures", "il y a deux heures")]
    [InlineData("ça prend une heure", "ça prend une heure")]
    [InlineData("pendant trois heures", "pendant trois heures")]
    [InlineData("deux heures de route", "deux heures de route")]
    public void Times(string said, string heard) => Hears(said, Expectation.Free, heard);

    [Theory]
    [InlineData("je voudrais un rendez-vous")]
    [InlineData("une voiture ou deux")]
    [InlineData("attendez deux secondes")]
    [InlineData("mille mercis")]
    [InlineData("cent fois non")]
    [InlineData("vingt pour cent", "20 pour cent")]
    [InlineData("le deux décembre", "le 2 décembre")]
    [InlineData("le premier décembre", "le 1er décembre")]
    [InlineData("le vingt et un mars deux mille vingt-six", "le 21 mars 2026")]
    [InlineData("une voiture de deux mille dix-huit", "une voiture de 2018")]
    [InlineData("quatre-vingt-dix-huit mille kilomètres", "98000 kilomètres")]
    [InlineData("soixante-dix-neuf euros", "79\u00A0€")]
    [InlineData("soixante-dix-neuf euros quatre-vingt-dix", "79,90\u00A0€")]
    [InlineData("deux euros et cinq centimes", "2,05\u00A0€")]
    [InlineData("mon numéro zéro six trente-neuf quatre-vingt-dix-huit zéro un vingt-trois", "mon numéro 0639980123")]
    [InlineData("le 06 39 98 01 23", "le 06 39 98 01 23")]
    [InlineData("jean point dupont arobase gmail point com", "jean.dupont@gmail.com")]
    [InlineData("j'ai un pneu neuf")]
    [InlineData("numéro douze", "numéro 12")]
    [InlineData("c'est un peu cher")]
    [InlineData("")]
    [InlineData("🙂 …")]
    public void Free_speech(string said, string? heard = null) => Hears(said, Expectation.Free, heard ?? said);

    private static void Hears(string said, Expectation expects, string heard)
    {
        Heard.Of(said, "fr", expects).ShouldBe(heard);
        // Recognisers write hyphens and capitals as they like.
        if (!said.Contains('@', StringComparison.Ordinal) && expects is Expectation.Digits or Expectation.Phone)
            Heard.Of(said.Replace('-', ' ').ToUpperInvariant(), "fr", expects).ShouldBe(heard.ToUpperInvariant());
        Heard.Of(said.Replace(' ', '\u00A0'), "fr", expects).Replace('\u00A0', ' ')
            .ShouldBe(heard.Replace('\u00A0', ' '));
    }
}
