using Gateway.Brain.House;
using Gateway.Sessions;

namespace Gateway.Brain.Consent;

/// <summary>What is said to words about consent.</summary>
internal static class ConsentReply
{
    /// <summary>Sent back by the button that stops all messages.</summary>
    public const string StopPayload = "consent:stop";

    private static readonly string[] Locales = ["fr", "en"];

    /// <summary>Confirms what was said and explains what was asked; null when there is nothing to say.</summary>
    public static AgentText? Word(ConsentReading reading, TurnContext context)
    {
        List<AgentText> said = [];
        if (reading.Confirmed is { } keyword)
            said.Add(Say(context, keyword == ConsentKeyword.Stop ? "stopped" : "started"));
        if (reading.WantsHelp)
            said.Add(Help(context));
        return said.Count == 0 ? null : AgentText.Join("\n\n", said);
    }

    /// <summary>Asks whether the order is meant or all messages.</summary>
    public static AgentText Ask(TurnContext context) => Say(context, "orderOrMessages");

    /// <summary>The answers to <see cref="Ask"/>. What cancelling the order means, the solution knows.</summary>
    public static QuickRepliesPart Answers(TurnContext context) =>
        new([new QuickReply(Label(context, "cancelOrder")), new QuickReply(Label(context, "stopMessages"), StopPayload)]);

    /// <summary>Whether a message is the second of these answers, in words.</summary>
    public static bool IsStopMessages(string text) => Locales.Any(locale =>
        Phrasebook.Load($"Consent.{locale}.phrases").Phrases["stopMessages"].Contains(text.Trim(), StringComparer.OrdinalIgnoreCase));

    private static AgentText Help(TurnContext context) =>
        Reached(context) is { } contact ? AgentText.Join(" ", Say(context, "help"), Say(context, "person", ("contact", contact))) : Say(context, "help");

    private static AgentText? Reached(TurnContext context) => context.Workspace.Escalation switch
    {
        { Phone: { } phone, Email: { } email } => Say(context, "or", ("first", phone), ("second", email)),
        { Phone: { } phone } => phone,
        { Email: { } email } => email,
        _ => null,
    };

    private static string Label(TurnContext context, string phrase) =>
        Phrasebook.Load($"Consent.{context.Locale}.phrases").Label(phrase, context.Turn.Id.ToString());

    private static AgentText Say(TurnContext context, string phrase, params ReadOnlySpan<(string Name, AgentText Value)> values) =>
        Phrasebook.Load($"Consent.{context.Locale}.phrases").Say(
            phrase, context.Turn.Id.ToString(), [("workspace", context.Workspace.Name), .. values]);
}
