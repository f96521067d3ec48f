using Gateway.Brain.House.Times;
using Gateway.Brain.Inspection.State;
using Gateway.Brain.Inspection.Understanding;

namespace Gateway.Brain.Tests.Inspection.Understanding;

/// <summary>A Tuesday, the first of December 2026, at nine.</summary>
public sealed class WishTimesTests
{
    private static readonly DateOnly Today = new(2026, 12, 1);

    [Theory]
    [InlineData("en", "Friday 4th December at 10 o'clock, please, our car is due", "12-04 12-04 10:00")]
    [InlineData("en", "Wednesday, 09.12.2026 at 14h20.", "12-09 12-09 14:20")]
    [InlineData("en", "both on Tuesday 22 December. The car first, at 10.00, and then", "12-22 12-22 10:00")]
    [InlineData("fr", "sat 12 dec 11am", "12-12 12-12 11:00")]
    [InlineData("fr", "je finis vers 13h. Jeudi 3 à 13h40 pour le contrôle", "12-03 12-03 13:40")]
    [InlineData("fr", "lundi 21 décembre (premier jour des vacances) à 10h10", "12-21 12-21 10:10")]
    [InlineData("fr", "je pars au bled le 20 décembre, je voudrais venir le jeudi 17 décembre à 14h", "12-17 12-17 14:00")]
    [InlineData("fr", "non en fait 11h plutôt, toujours le samedi 12", "12-12 12-12 11:00")]
    [InlineData("fr", "le 10 j'ai le marché de Noël... Mettez plutôt vendredi 11 à 11h", "12-11 12-11 11:00")]
    [InlineData("en", "I'm booked in on Friday at 9. Can we shift it to Monday 7th at 16.30?", "12-07 12-07 16:30")]
    [InlineData("en", "only Saturday mornings. Not this one, the Saturday after, 12th of December", "12-12 12-12")]
    [InlineData("fr", "il me faut deux contrôles le jeudi 17 : ma voiture à 10h", "12-17 12-17 10:00")]
    [InlineData("en", "before that Saturday", "12-01 12-04")]
    public void The_time_that_is_wished_for_is_read(string locale, string text, string wish) =>
        Words(Read(locale, text)).ShouldStartWith(wish);

    [Theory]
    [InlineData("fr", "semaine prochaine mais pas le lundi, et pas avant 10 heures", "12-08 12-13 from 10:00")]
    [InlineData("fr", "lundi ou mardi matin", "12-07 12-08 to 11:59")]
    [InlineData("en", "first thing on Thursday", "12-03 12-03 to 09:30")]
    [InlineData("fr", "vendredi en fin de matinée", "12-04 12-04 from 10:20 to 11:59")]
    [InlineData("en", "next Tuesday late afternoon", "12-08 12-08 from 16:00")]
    [InlineData("fr", "je préfère plus tard, ma fille a judo en début d'après-midi. Mercredi après 16h ?", "12-02 12-02 from 16:00")]
    public void Bounds_of_a_wish_are_read(string locale, string text, string wish) =>
        Words(Read(locale, text)).ShouldBe(wish);

    [Theory]
    [InlineData("fr", "mon train est à 7h40")]
    [InlineData("en", "same name and same number as the first")]
    [InlineData("en", "it failed last Thursday")]
    [InlineData("fr", "oui merci, à mercredi")]
    [InlineData("en", "we bought it in May 2024")]
    public void What_is_no_wish_is_none(string locale, string text) => Read(locale, text).ShouldBeNull();

    [Theory]
    [InlineData("Oui c'est ça, mercredi 9 à 15h", true)]
    [InlineData("oui merci à mercredi", true)]
    [InlineData("oui, mercredi 9 à 16h", false)]
    [InlineData("oui pour jeudi 10", false)]
    [InlineData("oui, plaque AB-123-CE", false)]
    [InlineData("oui, AB-123-CD", true)]
    public void An_answer_is_held_against_what_was_read_back(string answer, bool agrees) => ReadBackFigures.Agree(
        answer, "- mercredi 9 décembre à 15 h\n- véhicule : Renault Clio, AB-123-CD", "fr", Today).ShouldBe(agrees);

    private static Wish? Read(string locale, string text)
    {
        var times = WishTimes.In(text, locale, new LocalNow(Today, new TimeOnly(9, 0)), _ => true);
        return WishReader.Read(times, text, Today, before: null);
    }

    private static string Words(Wish? wish) => wish is null ? "" : string.Join(' ', new[]
    {
        $"{wish.From:MM-dd}", $"{wish.To:MM-dd}", wish.Near is { } near ? $"{near:HH:mm}" : null,
        wish.NotBefore is { } from ? $"from {from:HH:mm}" : null, wish.NotAfter is { } to ? $"to {to:HH:mm}" : null,
    }.OfType<string>());
}
