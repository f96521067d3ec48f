using Gateway.Brain.House;
using Gateway.Brain.House.Entities;
using Gateway.Brain.House.Reading;
using Gateway.Sessions;

namespace Gateway.Brain.Shop.Dialogue;

/// <summary>A request to the shop's skill, read once: what was said, what it holds, and where the conversation stands.</summary>
internal sealed class ShopRequest
{
    private static readonly string[] ContactFields = [Ask.LastName, Ask.FirstName, Ask.Phone, Ask.Address];

    /// <summary>Reads a request.</summary>
    public ShopRequest(HouseTurn turn)
    {
        Turn = turn;
        State = turn.State<ShopState>();
        // A question is not an answer to "what is your name?", however much its words look like one.
        Details = ContactDetails.Read(
            Heard.Text,
            Heard.IsQuestion && !Heard.Is(Intents.Correction) ? [] : [.. State.Asked.Intersect(ContactFields)]);
        Rest = Utterance.Read(Details.Rest, turn.Facts.Locale, Lexicon.Load($"House.{turn.Facts.Locale}.lexicon"), Lexicon.Load($"Shop.{turn.Facts.Locale}.lexicon"));
        Quantity = House.Entities.Quantity.Find(Rest.Words, State.Asked.Contains(Ask.Quantity));
        Content = [.. Rest.Rest(Fillers.Words).Where(word => !word.All(char.IsAsciiDigit))];
    }

    /// <summary>The house model's turn.</summary>
    public HouseTurn Turn { get; }

    /// <summary>Where the conversation stands.</summary>
    public ShopState State { get; }

    /// <summary>What was said, all of it.</summary>
    public Utterance Heard => Turn.Heard;

    /// <summary>Who the contact says they are.</summary>
    public ContactDetails Details { get; }

    /// <summary>What was said besides <see cref="Details"/>.</summary>
    public Utterance Rest { get; }

    /// <summary>A number of pieces with the word after it, or null.</summary>
    public (int Number, string Next)? Quantity { get; }

    /// <summary>The words that say what it is about: neither intents nor fillers.</summary>
    public IReadOnlyList<string> Content { get; }

    /// <summary>What to search for, or empty when the message names nothing.</summary>
    public string Query => string.Join(' ', Content);

    /// <summary>Language of the turn.</summary>
    public string Locale => Turn.Facts.Locale;

    /// <summary>Whether an order was read back and waits for a yes.</summary>
    public bool IsPending => State.Proposal is not null;

    /// <summary>Whether any of the intents stands in what was said besides the details.</summary>
    public bool Says(params ReadOnlySpan<string> intents) => Rest.IsAny(intents);

    /// <summary>Words a phrase of the shop's.</summary>
    public string Say(string phrase, params ReadOnlySpan<(string Name, string Value)> values) =>
        ShopWording.Of(Locale).Say(phrase, Turn.Facts.Turn, values);

    /// <summary>An amount in the language of the turn.</summary>
    public string Amount(Money money) => ShopWording.Amount(money, Locale);

    /// <summary>A list in one sentence.</summary>
    public string List(IEnumerable<string> items) => ShopWording.List([.. items], Locale);

    /// <summary>Calls a tool.</summary>
    /// <returns>Its answer, or null when it could not do it.</returns>
    public async Task<T?> CallAsync<T>(string tool, object arguments) where T : class =>
        (await Turn.CallAsync(tool, arguments)).As<T>();
}
