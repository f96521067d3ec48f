using System.Globalization;
using Gateway.Sessions;

namespace Gateway.Channels.Telegram;

/// <summary>The few words that the channel says by itself, in the session's language.</summary>
internal sealed class TelegramWords
{
    private static readonly TelegramWords French = new("fr-FR")
    {
        Colon = "\u00A0: ",
        Choose = "Choisissez\u00A0:",
        FillIn = "Répondez en un seul message, une ligne par réponse\u00A0:",
        Stale = "Ce choix n'est plus valable.",
        Greeting = "Bonjour",
    };

    private static readonly TelegramWords English = new("en-GB")
    {
        Colon = ": ",
        Choose = "Please choose:",
        FillIn = "Please answer in one message, one line for each:",
        Stale = "This choice is no longer available.",
        Greeting = "Hello",
    };

    private readonly CultureInfo _culture;

    private TelegramWords(string culture) => _culture = CultureInfo.GetCultureInfo(culture);

    /// <summary>Stands between a name and what it names.</summary>
    public required string Colon { get; init; }

    /// <summary>Stands above buttons when nothing else does.</summary>
    public required string Choose { get; init; }

    /// <summary>Stands above the fields of a form.</summary>
    public required string FillIn { get; init; }

    /// <summary>Answers a button that leads nowhere any more; at most 200 characters.</summary>
    public required string Stale { get; init; }

    /// <summary>What someone is taken to say who presses Start.</summary>
    public required string Greeting { get; init; }

    /// <summary>The words of a language, <c>fr</c> or <c>en</c>.</summary>
    public static TelegramWords In(string? locale) => locale == "en" ? English : French;

    /// <summary>A price as people read it.</summary>
    public string Price(Money price)
    {
        var amount = price.Amount.ToString(price.Amount == decimal.Truncate(price.Amount) ? "N0" : "N2", _culture);
        return price.Currency switch
        {
            "EUR" => $"{amount}\u00A0€",
            _ => $"{amount}\u00A0{price.Currency}",
        };
    }
}
