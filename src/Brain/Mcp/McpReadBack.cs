using System.Globalization;
using System.Text;
using System.Text.Json;
using Gateway.Brain.Tools;
using Gateway.Brain.Turns;
using Gateway.Brain.Words;
using Gateway.Sessions;

namespace Gateway.Brain.Mcp;

/// <summary>
/// Reads back what a server's tool would be called with, worded by code: every argument, whole, as it would be sent.
/// </summary>
internal static class McpReadBack
{
    private const int MostLetters = 1500;

    /// <summary>Reads a call back and waits for a yes to exactly this.</summary>
    /// <returns>What the model is told.</returns>
    public static JsonElement Propose(SolutionTurn turn, Tool tool, JsonElement arguments)
    {
        var number = turn.Context.Turn.Id.Number;
        if (turn.Proposal is { } before && before.Turn == number)
            return ToolErrors.Of("something else is read back in this turn; one thing at a time");
        // In quotation marks, so that no value passes for another line.
        List<string> lines = [.. arguments.EnumerateObject()
            .Select(argument => $"{Written(argument.Name)}: {Written(argument.Value)}")];
        if (lines.Sum(line => line.Length) > MostLetters)
            return ToolErrors.Of("too long to be read back; say it in fewer words");
        if (lines.Exists(HasUnseen))
            return ToolErrors.Of("holds letters that cannot be seen; leave them out");

        var phrases = Phrasebook.Load($"Mcp.{turn.Context.Locale}.phrases");
        var seed = turn.Context.Turn.Id.ToString();
        var shown = lines.Count == 0
            ? phrases.Say("nothing", seed)
            : AgentText.Join("\n", lines.Select(line => AgentText.Join("", AgentText.Trusted("- "), line)));
        var proposal = turn.ProposeOfModel(
            tool.Name, arguments, phrases.Say("readBack", seed, ("tool", tool.Name), ("arguments", shown)));
        turn.ClearParts();
        turn.Show(new QuickRepliesPart(
        [
            new QuickReply(phrases.Label("yes", seed), ConfirmPayload.Of(proposal.Digest)),
            new QuickReply(phrases.Label("no", seed)),
        ]));
        return JsonSerializer.SerializeToElement(
            new ReadBack("nothing is done yet: code reads it back below your words and asks for a yes"),
            BrainJson.Options);
    }

    private static string Written(JsonElement value) => JsonSerializer.Serialize(value, BrainJson.Options);

    private static string Written(string name) =>
        name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' or '.')
            ? name
            : JsonSerializer.Serialize(name, BrainJson.Options);

    private static bool HasUnseen(string line) => line.EnumerateRunes().Any(letter =>
        Rune.GetUnicodeCategory(letter) is UnicodeCategory.Format or UnicodeCategory.Control
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned);

    private sealed record ReadBack(string Waits);
}
