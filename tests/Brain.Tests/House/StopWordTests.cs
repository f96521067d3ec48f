using System.Text.RegularExpressions;
using Gateway.Brain.House.Reading;
using Gateway.Brain.Words;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;

namespace Gateway.Brain.Tests.House;

/// <summary>No one is asked to answer with a word for which Twilio would block them.</summary>
public sealed partial class StopWordTests
{
    private static readonly string[] Books =
    [
        "Consent", "House", "Inspection", "InspectionNotices", "InspectionTalk", "Mcp", "Reception", "Sales",
        "SalesTalk", "Shop",
    ];

    /// <summary>Every phrase of every book, so that a new book cannot be forgotten.</summary>
    public static TheoryData<string> AllBooks { get; } =
        [.. typeof(Phrasebook).Assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".phrases", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];

    [Fact]
    public void All_phrasebooks_are_looked_at() =>
        AllBooks.Select(row => row.Data)
            .ShouldBe(Books.SelectMany(book => new[] { $"{book}.en.phrases", $"{book}.fr.phrases" }));

    [Theory]
    [MemberData(nameof(AllBooks))]
    public void No_phrase_is_such_a_word_and_none_asks_for_one(string book)
    {
        foreach (var (key, variants) in Phrasebook.Load(book).Phrases)
        {
            foreach (var variant in variants)
            {
                ConsentKeywords.IsStopWordOfTwilio(variant).ShouldBeFalse($"{key}: {variant}");
                // Those who want no more messages are told the word; no one else is.
                if (!book.StartsWith("Consent.", StringComparison.Ordinal))
                    AskedFor(variant).Where(ConsentKeywords.IsStopWordOfTwilio).ShouldBeEmpty($"{key}: {variant}");
            }
        }
    }

    [Theory]
    [InlineData("fr")]
    [InlineData("en")]
    public void No_greeting_offers_such_a_word(string locale)
    {
        var workspace = new Workspace { Id = "demo-shop", Name = "Maison Corvelle", Solution = "shop" };
        foreach (var choice in Brain.Shop.ShopGreeting.For(workspace, locale).QuickReplies)
            ConsentKeywords.IsStopWordOfTwilio(choice.Title).ShouldBeFalse(choice.Title);
    }

    [Fact]
    public void A_phrase_that_asked_for_one_would_be_found()
    {
        AskedFor("Pour annuler, répondez CANCEL.").ShouldContain("CANCEL");
        AskedFor("Reply “end” or YES to go on.").ShouldContain("end");
        AskedFor("Dites « arrêt » si vous le souhaitez.").ShouldContain("arrêt");
    }

    // The words after a request to answer, to the end of its sentence, and whatever stands in quotation marks.
    private static List<string> AskedFor(string phrase) =>
    [
        .. Request()
            .Matches(phrase)
            .SelectMany(
                match => Word.In(match.Groups["said"].Value)
                .Select(word => match.Groups["said"].Value[word.Start..word.End])),
        .. Quoted().Matches(phrase).Select(match => match.Groups["said"].Value.Trim()),
    ];

    [GeneratedRegex(
        @"\b(?:répond\w*|tape[zr]?|écri\w+|envoye\w*|dites|reply|answer|type|write|text|send|say)\b(?<said>[^.!?]*)",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Request();

    [GeneratedRegex("[“«\"](?<said>[^”»\"]+)[”»\"]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Quoted();
}
