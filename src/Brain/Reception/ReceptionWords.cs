using Gateway.Brain.House;

namespace Gateway.Brain.Reception;

/// <summary>What is said and noted before an agent speaks.</summary>
internal static class ReceptionWords
{
    /// <summary>Words a phrase in the language of the turn.</summary>
    public static string Say(TurnContext context, string phrase, params ReadOnlySpan<(string Name, string Value)> values) =>
        Phrasebook.Load($"Reception.{context.Locale}.phrases").Say(phrase, context.Turn.Id.ToString(), values);

    /// <summary>How the people of the business are reached, or null.</summary>
    public static string? ContactOf(TurnContext context) => context.Workspace.Escalation switch
    {
        { Phone: { } phone, Email: { } email } => Say(context, "or", ("first", phone), ("second", email)),
        { Phone: { } phone } => phone,
        { Email: { } email } => email,
        _ => null,
    };
}
