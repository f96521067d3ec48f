using Gateway.Brain.House.Learning;
using Gateway.Brain.Shop.Understanding;

namespace Gateway.Brain.Shop.Dialogue;

/// <summary>Notes what was not understood, for the owner of the shop to read.</summary>
internal static class Misses
{
    /// <summary>Notes the words of a request, where its answer is none.</summary>
    public static void Note(ShopRequest request)
    {
        // What nobody could look up was not missed. And where somebody was asked who they are, what could not be read
        // may be just that.
        if (request.Miss is not { } kind || request.IsCutOff
            || ((AsksWho(request.State) || request.IsPending) && !request.Heard.IsQuestion))
            return;
        request.Turn.Miss(
            kind,
            Impersonal.Of(request.Reading.Text, [.. request.Reading.Clauses.SelectMany(clause => clause.Spans)]),
            kind == MissKind.NotSold ? null : request.Discussed);
    }

    private static bool AsksWho(ShopState state) =>
        state.Asked.Any(asked => asked is Ask.LastName or Ask.FirstName or Ask.Phone or Ask.Address
            or Ask.Correction);
}
