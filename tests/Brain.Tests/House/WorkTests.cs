using System.Diagnostics;
using Gateway.Brain.Agents;
using Gateway.Brain.House.Entities;
using Gateway.Brain.House.Reading;
using Gateway.Brain.House.Vehicles;
using Gateway.Brain.Shop.Catalogue;
using Gateway.Brain.Shop.Catalogue.Import;
using Gateway.Sessions.Texts;

namespace Gateway.Brain.Tests.House;

/// <summary>What reading costs: no text costs more than its length deserves, whatever it is made of.</summary>
public sealed class WorkTests(ITestOutputHelper output)
{
    private const int Length = 16 * 1024;
    private const int Runs = 5;

    // Linear work grows fourfold from a quarter of the text to all of it, quadratic work sixteenfold.
    private const int Quarter = 4;
    private const double MostGrowth = 9;

    // Work that is done sooner than this has no growth that could be measured.
    private static readonly TimeSpan Negligible = TimeSpan.FromMilliseconds(8);

    private static readonly string[] Asked = ["lastName", "firstName", "phone", "address"];

    private static readonly Lexicon[] Lexicons =
        [Lexicon.Load("House.fr.lexicon"), Lexicon.Load("Shop.fr.lexicon"), Lexicon.Load("House.en.lexicon"),
            Lexicon.Load("Shop.en.lexicon")];

    private static readonly (string Name, Action<string> Read)[] Paths =
    [
        ("utterance", text => Utterance.Read(text, "fr", Lexicons)),
        ("details", text => ContactDetails.Read(Utterance.Read(text, "fr").Text, [])),
        ("details asked", text => ContactDetails.Read(Utterance.Read(text, "fr").Text, Asked)),
        ("address asked", text => ContactDetails.Read(Utterance.Read(text, "fr").Text, ["address"])),
        ("budget", text => Budget.Find(Utterance.Read(text, "fr").Text)),
        ("quantity", text => Quantity.Find(Utterance.Read(text, "fr").Text, wasAsked: true)),
        ("reference", text => Reference.Place(Utterance.Read(text, "fr").Words, 5, wasAsked: true)),
        ("phone", text => PhoneNumber.Parse(text)),
        ("phones", text => _ = PhoneNumber.Find(Readable.Of(text), 4).Count()),
        ("address", text => PostalAddress.Find(Readable.Of(text))),
        ("address complete", text => PostalAddress.IsComplete(text)),
        ("address tidy", text => PostalAddress.Tidy(text)),
        ("plate", text => NumberPlate.Find(Readable.Of(text), isAsked: true)),
        ("vin", text => Vin.Find(Readable.Of(text))),
        ("mileage", text => Mileage.Find(Readable.Of(text), isAsked: true)),
        ("year", text => VehicleYear.Find(Readable.Of(text), new DateOnly(2026, 11, 30), isAsked: true)),
        ("vehicle", text => VehicleMention.Find(Readable.Of(text), "fr", isAsked: true)),
        ("firm size", text => FirmSize.Find(Readable.Of(text), isAsked: true)),
        ("spelling", text => SpelledWord.Find(Readable.Of(text))),
        ("name spelled", text => NameSpelling.Correct(Readable.Of(text), "Dupont")),
        ("language", text => LanguageDetector.Score(text)),
        ("claims", text => _ = Claims.In(text).Count()),
        ("search", text => SearchTerms.OfQuestion(text, "fr")),
        ("price", text => Amounts.ReadPrice(text, "EUR")),
    ];

    private static readonly (string Name, string Piece)[] Alphabets =
    [
        ("digits", "1234567890"), ("ones", "1"), ("blanks", " "), ("lines", "\n"), ("tabs", "\t "), ("dots", "."),
        ("commas", ","), ("ats", "@"), ("letters", "a"), ("capitals", "Abc"),
        ("hyphens", "-"), ("pluses", "+"), ("slashes", "/"), ("quotes", "'"), ("questions", "?"), ("brackets", "((0)"),
        ("digits apart", "1 "), ("digits dotted", "1."),
        ("digits in commas", "12345,"), ("phones", "06 12 34 56 78 "), ("phones too long", "+33 6 12 34 56 78 9 "),
        ("mails", "a.b@c"), ("mail dots", "a@b."), ("flats", "appartement 1 "),
        ("streets", "12 rue "), ("street starts", "1 aa bb "), ("towns", "75011 Paris "),
        ("towns in commas", "75011,, "), ("names", "je m'appelle Marie "), ("labels", "nom : prénom : adresse : "),
        ("addresses", "adresse "), ("limits", "moins de "), ("limits and blanks", "max          "),
        ("amounts", "12,50 € "), ("thousands", "1 234 "), ("stock", "stock "), ("left", "only 12 left "),
        ("number words", "un deux "), ("doubles", "double "), ("words", "je voudrais commander "),
        ("typos", "comandre livrezon "), ("marks", "e\u0301"), ("zalgo", "\u0335\u0301"), ("emoji", "😀"),
        ("full width", "２"), ("joiners", "\u200d\u200c"), ("masks", "\u0001"), ("mixed", "a1 .,@-+'\n/"),
        ("sentences", "Bonjour. "), ("stops", "St. "), ("spelled", "D U P O N T "), ("code words", "Sierra Mike "),
        ("explained", "B comme Bernard, "), ("mails read out", "a point b arobase c point fr "),
        ("distances", "entre 80 et 90 km "), ("years", "de 2014 "), ("plates", "AB-123-CD"), ("cars", "Clio diesel "),
        ("staff", "12 personnes "), ("backslashes", "\\\\u0000"),
    ];

    // It compares times, which other work on the machine spoils.
    [Theory]
    [Trait("Category", "Long")]
    [MemberData(nameof(Names))]
    public void Reading_costs_no_more_than_the_length_deserves(string name)
    {
        var read = Paths.Single(path => path.Name == name).Read;
        // What is compiled while it runs is not measured.
        foreach (var (_, piece) in Alphabets)
            Cost(read, Text(piece, Length / Quarter));
        List<string> tooDear = [];
        foreach (var (alphabet, piece) in Alphabets)
        {
            var whole = Cost(read, Text(piece, Length));
            output.WriteLine($"{whole.TotalMilliseconds,8:f1} ms  {name}, {alphabet}");
            if (whole > Negligible && whole / Cost(read, Text(piece, Length / Quarter)) is > MostGrowth and var growth)
                tooDear.Add($"{alphabet}: {whole.TotalMilliseconds:f1} ms, {growth:f1} times a quarter of it");
        }

        tooDear.ShouldBeEmpty(name);
    }

    public static TheoryData<string> Names => [.. Paths.Select(path => path.Name)];

    private static string Text(string piece, int length) =>
        WellFormed.Mend(string.Concat(Enumerable.Repeat(piece, (length / piece.Length) + 1)));

    private static TimeSpan Cost(Action<string> read, string text)
    {
        var least = TimeSpan.MaxValue;
        for (var run = 0; run < Runs; run++)
        {
            var started = Stopwatch.GetTimestamp();
            read(text);
            var taken = Stopwatch.GetElapsedTime(started);
            least = taken < least ? taken : least;
        }

        return least;
    }
}
