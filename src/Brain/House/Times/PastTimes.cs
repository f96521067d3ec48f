using System.Collections.Frozen;

namespace Gateway.Brain.House.Times;

/// <summary>Tells a time that is over but is asked for from one that is told of.</summary>
internal static class PastTimes
{
    private static readonly FrozenSet<string> OfTelling = FrozenSet.Create(StringComparer.Ordinal,
        "ai", "avez", "aviez", "avais", "avait", "ont", "etait", "etiez", "etais", "etaient", "appele", "commande",
            "commandee", "achete",
        "achetee", "depose", "deposee", "laisse", "passe", "recu", "recue", "envoye", "vu", "vue", "venu", "venue",
            "repare", "reparee",
        "change", "changee", "attends", "fait", "faite", "dit", "vendu", "livre", "livree", "paye", "payee", "monte",
            "telephone",
        "wrote", "rang", "called", "phoned", "replaced", "failed", "bought", "was", "were", "did", "had", "sent",
            "spoke", "came",
        "brought", "left", "ordered", "told", "paid", "fitted", "been", "said", "dropped", "broke", "emailed",
            "texted", "collected",
        "got", "went", "passed", "fixed", "serviced", "repaired", "changed", "saw", "took", "picked", "ve");

    private static readonly FrozenSet<string> OfAsking = FrozenSet.Create(StringComparer.Ordinal,
        "rdv", "rendez", "reservez", "reserver", "reserve", "mettez", "mettre", "prendre", "prenez", "irait", "irez",
            "dispo", "libre",
        "venir", "viens", "place", "booker", "notez", "inscrivez", "creneau", "caler", "calez", "bloquez",
            "possible", "convient",
        "convenir", "marche", "arrange", "faisable", "book", "put", "come", "free", "slot", "appointment",
            "available", "pencil",
        "fit", "squeeze", "ok", "could", "can", "schedule", "reschedule");

    /// <summary>The value, marked as past when it is over and still spoken of as one to come.</summary>
    /// <param name="value">The value.</param>
    /// <param name="looksBack">Whether its words look back by themselves.</param>
    /// <param name="tokens">The text.</param>
    /// <param name="now">Now.</param>
    public static TimeValue Mark(TimeValue value, bool looksBack, TimeTokens tokens, LocalNow now)
    {
        if (value is not (TimePoint or TimeRange) || End(value) is not { } end || end >= now.Moment)
            return value;
        var (tells, asks) = (false, false);
        for (var at = 0; at < tokens.Count; at++)
        {
            tells |= OfTelling.Contains(tokens[at].Text)
                && !(tokens[at].Text == "avez" && tokens[at - 1].Text == "vous");
            asks |= OfAsking.Contains(tokens[at].Text);
        }

        return (looksBack ? asks && !tells : asks || !tells) ? new PastTime(value) : value;
    }

    private static DateTime? End(TimeValue value) => value switch
    {
        TimeRange { To: { } to } => End(to),
        TimePoint { Day: { } day, Time: { } time } => day.ToDateTime(time),
        TimePoint { Day: { } day, Part: DayPart.Morning } => day.ToDateTime(new TimeOnly(12, 0)),
        TimePoint { Day: { } day } => day.ToDateTime(TimeOnly.MaxValue),
        _ => null,
    };
}
