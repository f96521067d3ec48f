using Gateway.Brain.Turns;
using Gateway.Brain.Words;

namespace Gateway.Brain.Reception;

/// <summary>What is said and noted before an agent speaks.</summary>
internal static class ReceptionWords
{
    /// <summary>Words a phrase in the language of the turn.</summary>
    public static AgentText Say(
        TurnContext context, string phrase, params ReadOnlySpan<(string Name, AgentText Value)> values) =>
        In(context).Say(phrase, context.Turn.Id.ToString(), values);

    /// <summary>Says to someone who has written too much that it is kept, and when answers go on.</summary>
    public static AgentText Pause(TurnContext context, string why)
    {
        var pause = Say(context, $"{why}Said");
        return ContactOf(context) is { } contact
            ? AgentText.Join(" ", [pause, Say(context, "meanwhile", ("contact", contact))])
            : pause;
    }

    /// <summary>What is noted for operators, as plain text.</summary>
    public static string Note(TurnContext context, string phrase) =>
        In(context).Label(phrase, context.Turn.Id.ToString());

    /// <summary>How the people of the business are reached, or null.</summary>
    public static AgentText? ContactOf(TurnContext context) => context.Workspace.Escalation switch
    {
        { Phone: { } phone, Email: { } email } => Say(context, "or", ("first", phone), ("second", email)),
        { Phone: { } phone } => phone,
        { Email: { } email } => email,
        _ => null,
    };

    private static Phrasebook In(TurnContext context) => Phrasebook.Load($"Reception.{context.Locale}.phrases");
}
