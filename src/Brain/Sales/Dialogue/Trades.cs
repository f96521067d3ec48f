using System.Collections.Frozen;
using System.Text;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.Sales.Dialogue;

/// <summary>What firms do, by the words that tell it: "pub", "boulangerie".</summary>
internal static class Trades
{
    private static readonly FrozenSet<string> Known = Load();

    /// <summary>The first trade that a message names, as it is written; null when it names none.</summary>
    public static string? In(string text)
    {
        foreach (var word in Word.In(text))
        {
            if (Known.Contains(word.Text))
                return text[word.Start..word.End];
        }

        return null;
    }

    private static FrozenSet<string> Load()
    {
        using var stream = typeof(Trades).Assembly.GetManifestResourceStream("Sales.sectors")
            ?? throw new InvalidOperationException("The list of trades is not embedded.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd()
            .Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)
            .ToFrozenSet(StringComparer.Ordinal);
    }
}
