namespace Gateway.Channels.Speech.Saying.Rules;

/// <summary>
/// All rules of a language in the order in which they speak: what is long and certain before what is short and could
/// be a part of it.
/// </summary>
internal static class RuleBook
{
    private static readonly SayingRule[] French = Build("fr");
    private static readonly SayingRule[] English = Build("en");

    /// <summary>Those of a language, <c>fr</c> or else English.</summary>
    public static IReadOnlyList<SayingRule> Of(string locale) => locale == "fr" ? French : English;

    private static SayingRule[] Build(string locale) =>
    [
        .. AddressRules.Of(locale),
        .. PhoneRules.Of(locale),
        .. DateRules.Of(locale),
        .. TimeRules.Of(locale),
        .. PlateRules.Of(locale),
        .. CodeRules.Of(locale),
        .. AmountRules.Of(locale),
        .. WordRules.Of(locale),
        .. NumberRules.Of(locale),
    ];
}
