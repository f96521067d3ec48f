using Gateway.Brain.House.Entities;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.House.Learning;

/// <summary>Completes what was found in a message without understanding it by what was understood of it.</summary>
internal static class UnderstoodDetails
{
    /// <summary>The details with those that only the spans tell.</summary>
    /// <param name="details">What was found.</param>
    /// <param name="spans">Pieces of the text that was read, as it is read.</param>
    /// <param name="asksAddress">Whether an address was asked for: then a postcode alone is a piece of it.</param>
    public static ContactDetails With(
        this ContactDetails details, IReadOnlyList<ReadSpan> spans, bool asksAddress)
    {
        var masked = new MaskedText(details.Rest);
        var last = NameOf(Spans.Last);
        var first = NameOf(Spans.First);
        var address = details.Address is null
            ? string.Join(", ", AddressIn(spans, asksAddress).Select(Take).OfType<string>())
            : string.Join(", ", [.. Missing(details.Address, spans), details.Address]);
        var (lastName, firstName) = NamesOf(details, last, first);
        return details with
        {
            LastName = lastName,
            FirstName = firstName,
            Address = address.Length > 0 ? PostalAddress.Tidy(address) : null,
            Rest = masked.Rest,
        };

        string? NameOf(string kind)
        {
            List<ReadSpan> named = [.. spans.Where(span => span.Kind == kind)];
            // Of several people the message does not tell which one is meant.
            if (named.Zip(named.Skip(1)).Any(pair => pair.Second.Start > pair.First.End + 1))
                return null;
            List<string> words =
            [
                .. named.SelectMany(span => (Take(span) ?? span.Text).Split(' '))
                    .Where(word => word.Any(char.IsLetter)),
            ];
            return words.Count > 0 ? PersonName.Tidy(words) : null;
        }

        string? Take(ReadSpan span) =>
            span.End <= details.Rest.Length
            && details.Rest.AsSpan(span.Start, span.Text.Length).SequenceEqual(span.Text)
                ? masked.Take(new TextSpan(span.Start, span.End))
                : null;
    }

    // What was understood as both halves of a name is one; and "Le Bihan" is one half, though it looks like two.
    private static (string? Last, string? First) NamesOf(ContactDetails details, string? last, string? first) =>
        last is not null && first is not null ? IsTurned(last, first) ? (first, last) : (last, first)
        : last is not null && IsWithin(details.FirstName, last)
            ? FirstNames.Contains(Word.Fold(details.FirstName!)) && details.LastName is not null
                ? (details.LastName, details.FirstName)
                : (last, null)
        : first is not null && IsWithin(details.LastName, first)
            ? FirstNames.Contains(Word.Fold(details.FirstName ?? ""))
                ? (details.LastName, details.FirstName)
                : (null, first)
        : (details.LastName ?? last, details.FirstName ?? first);

    // "Duprat Olivier": a given name that stands behind one that is none.
    private static bool IsTurned(string last, string first) =>
        FirstNames.Contains(Word.Fold(last)) && !FirstNames.Contains(Word.Fold(first.Split(' ')[0]));

    private static bool IsWithin(string? part, string whole) =>
        part is not null && Word.Fold(whole).Contains(Word.Fold(part), StringComparison.Ordinal);

    // A residence, a building, a door: it stands beside the street, and a parcel does not find its way without it.
    private static IEnumerable<string> Missing(string address, IReadOnlyList<ReadSpan> spans) => spans
        .Where(span => span.Kind is Spans.Unit or Spans.Care
            && !Word.Fold(address).Contains(Word.Fold(span.Text), StringComparison.Ordinal))
        .Select(span => span.Text);

    // Who only names a town has not given an address, nor who only says another house number.
    private static IEnumerable<ReadSpan> AddressIn(IReadOnlyList<ReadSpan> spans, bool asksAddress) =>
        spans.Any(span => (span.Kind == Spans.Street && span.Text.Any(char.IsLetter))
            || (asksAddress && span.Kind == Spans.Postcode))
            ? spans.Where(span => span.Kind is Spans.Street or Spans.Unit or Spans.Care or Spans.Postcode or Spans.City
                or Spans.Country)
            : [];
}
