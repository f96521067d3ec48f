namespace Gateway.Brain.Settings;

/// <summary>The same words in both languages.</summary>
/// <param name="French">In French.</param>
/// <param name="English">In English.</param>
public sealed record LocalText(string French, string English)
{
    /// <summary>In one of them.</summary>
    /// <param name="locale"><c>fr</c>, or English.</param>
    public string In(string locale) => locale == "fr" ? French : English;
}
