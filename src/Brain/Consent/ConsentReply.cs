using Gateway.Brain.Reception;
using Gateway.Brain.Turns;
using Gateway.Brain.Words;
using Gateway.Sessions;

namespace Gateway.Brain.Consent;

/// <summary>What is said to words about consent.</summary>
internal static class ConsentReply
{
    /// <summary>Sent back by the button that stops all messages.</summary>
    public const string StopPayload = "consent:stop";

    /// <summary>Sent back by the button that leaves everything as it is.</summary>
    public const string GoOnPayload = "consent:goOn";

    private static readonly string[] Locales = ["fr", "en"];

    /// <summary>Confirms what was said and explains what was asked; null when there is nothing to say.</summary>
    public static AgentText? Word(ConsentReading reading, TurnContext context)
    {
        List<AgentText> said = [];
        if (reading.Confirmed is { } keyword)
            said.Add(Say(context, keyword == ConsentKeyword.Stop ? "stopped" : "started"));
        if (reading.GoesOn)
            said.Add(Say(context, "goesOn"));
        if (reading.WantsHelp)
            said.Add(Help(context));
        return said.Count == 0 ? null : AgentText.Join("\n\n", said);
    }

    /// <summary>
    /// What is asked about what was said: whether something under way is meant or all messages, or whether nothing more
    /// is wanted; null for nothing.
    /// </summary>
    public static AgentText? Ask(ConsentReading reading, TurnContext context) =>
        reading.Cancellable is { } meant ? meant.Question : reading.IsUnclear ? Say(context, "noMore") : null;

    /// <summary>The answers to <see cref="Ask"/>. What cancelling means, the solution knows.</summary>
    public static QuickRepliesPart Answers(ConsentReading reading, TurnContext context) =>
        reading.Cancellable is { } meant
        ? new([new QuickReply(meant.Label), new QuickReply(Label(context, "stopMessages"), StopPayload)])
        : new(
            [new QuickReply(Label(context, "stopMessages"), StopPayload),
            new QuickReply(Label(context, "goOn"), GoOnPayload)]);

    /// <summary>Whether a message is the second of these answers, in words.</summary>
    public static bool IsStopMessages(string text) => Locales.Any(locale =>
        Phrasebook.Load($"Consent.{locale}.phrases").Phrases["stopMessages"]
            .Contains(text.Trim(), StringComparer.OrdinalIgnoreCase));

    private static AgentText Help(TurnContext context) =>
        ReceptionWords.ContactOf(context) is { } contact
            ? AgentText.Join(" ", Say(context, "help"), Say(context, "person", ("contact", contact)))
            : Say(context, "help");

    private static string Label(TurnContext context, string phrase) =>
        Phrasebook.Load($"Consent.{context.Locale}.phrases").Label(phrase, context.Turn.Id.ToString());

    private static AgentText Say(
        TurnContext context, string phrase, params ReadOnlySpan<(string Name, AgentText Value)> values) =>
        Phrasebook.Load($"Consent.{context.Locale}.phrases").Say(
            phrase, context.Turn.Id.ToString(), [("workspace", context.Workspace.Name), .. values]);
}
