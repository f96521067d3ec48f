namespace Gateway.Brain.Tests.ChatModels.Wires;

/// <summary>
/// How a vendor writes an answer on the wire: each method gives a piece of the stream. One is used for one answer.
/// </summary>
internal abstract class VendorWire
{
    /// <summary>The provider's name in configuration.</summary>
    public abstract string Provider { get; }

    /// <summary>The path that is asked.</summary>
    public abstract string Path { get; }

    /// <summary>What stands before the first piece.</summary>
    public abstract string Begin();

    /// <summary>Words, in so many deltas.</summary>
    public abstract string Words(params string[] deltas);

    /// <summary>A call, its arguments in so many fragments.</summary>
    public abstract string Call(string id, string name, params string[] fragments);

    /// <summary>What says nothing: a delta without anything in it.</summary>
    public abstract string EmptyDelta();

    /// <summary>What keeps the connection open.</summary>
    public abstract string KeepAlive();

    /// <summary>The stream goes wrong.</summary>
    public abstract string Error();

    /// <summary>The end, with what was used: of <paramref name="input"/> so many cached.</summary>
    public abstract string End(int input, int cached, int output);

    /// <summary>The end of a service that does not say what was used.</summary>
    public abstract string End();

    /// <summary>The address to configure.</summary>
    /// <param name="root">The service's.</param>
    public abstract Uri EndpointOf(string root);

    /// <summary>The header that the key comes in, and what stands before it there.</summary>
    public abstract (string Name, string Prefix) KeyHeader { get; }

    /// <summary>The schema in a request that wants an answer by one.</summary>
    public abstract System.Text.Json.JsonElement SchemaIn(System.Text.Json.JsonElement request);

    /// <summary>The limit of tokens in a request.</summary>
    public abstract int MaxTokensIn(System.Text.Json.JsonElement request);

    /// <summary>A whole stream.</summary>
    public ScriptedAnswer Answer(params string[] pieces) => new(Begin() + string.Concat(pieces) + End(10, 0, 5));

    /// <summary>A stream that breaks off after these pieces.</summary>
    public ScriptedAnswer Open(Ending ending, params string[] pieces) =>
        new(Begin() + string.Concat(pieces)) { Ending = ending };
}
