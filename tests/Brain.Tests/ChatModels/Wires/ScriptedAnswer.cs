namespace Gateway.Brain.Tests.ChatModels.Wires;

/// <summary>What a scripted service answers to one request.</summary>
/// <param name="Body">The stream, as it goes over the wire.</param>
internal sealed record ScriptedAnswer(string Body)
{
    public int Status { get; init; } = 200;

    /// <summary>The header's value, or null for none.</summary>
    public string? RetryAfter { get; init; }

    /// <summary>So many bytes are sent at a time.</summary>
    public int PieceBytes { get; init; } = int.MaxValue;

    /// <summary>How it ends.</summary>
    public Ending Ending { get; init; }

    /// <summary>A refusal.</summary>
    public static ScriptedAnswer Refuses(int status, string? retryAfter = null) =>
        new("""{"error":{"message":"No.","type":"an_error"}}""") { Status = status, RetryAfter = retryAfter };
}

internal enum Ending
{
    /// <summary>As it should.</summary>
    Whole,

    /// <summary>The connection breaks at once, mostly before the client has read anything.</summary>
    Breaks,

    /// <summary>Nothing more comes, and the connection stays until the test breaks it.</summary>
    Hangs,
}
