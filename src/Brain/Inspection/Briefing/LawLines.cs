using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Law;

namespace Gateway.Brain.Inspection.Briefing;

/// <summary>The rules of the law as lines, each with its source.</summary>
internal static class LawLines
{
    /// <summary>Those that concern vehicles which the centre takes.</summary>
    /// <param name="centre">The centre.</param>
    /// <param name="locale"><c>fr</c> or <c>en</c>.</param>
    /// <param name="isPapers">Whether those about papers to bring are wanted, or all others.</param>
    public static IReadOnlyList<string> Of(Centre centre, string locale, bool isPapers) =>
    [
        .. LawRules.All.Where(rule => (rule.Topic == "papers") == isPapers && Concerns(rule, centre))
            .Select(rule => Line(rule, locale)),
    ];

    private static bool Concerns(LawRule rule, Centre centre)
    {
        var parts = rule.Id.Split('.');
        return (!parts.Contains("moto") || centre.Takes(VehicleType.Motorcycle))
            && (rule.Id != "van" || centre.Takes(VehicleType.Van))
            && (rule.Id != "motorhome" || centre.Takes(VehicleType.Motorhome));
    }

    private static string Line(LawRule rule, string locale)
    {
        var source = rule.Source;
        var (from, date) = locale == "fr"
            ? ("Source\u00A0:", FormattableString.Invariant($"{source.AsOf:dd/MM/yyyy}"))
            : ("Source:", FormattableString.Invariant($"{source.AsOf:yyyy-MM-dd}"));
        var check = (locale == "fr", source.Checked) switch
        {
            (true, LawCheck.Text) => $"version du {date}",
            (true, LawCheck.Pages) => $"d’après des pages publiques, au {date}",
            (true, _) => "usage du métier, à confirmer au centre en cas de doute",
            (false, LawCheck.Text) => $"wording of {date}",
            (false, LawCheck.Pages) => $"after public pages, as of {date}",
            _ => "as the trade goes by it; when in doubt, ask the centre",
        };
        var separator = locale == "fr" ? "\u00A0; " : "; ";
        return $"- {rule.Title.In(locale)} {rule.Text.In(locale)} "
            + $"[{from} {source.Title}, {source.Article}{separator}{check}]";
    }
}
