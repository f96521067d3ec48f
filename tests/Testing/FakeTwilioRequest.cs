namespace Gateway.Testing;

/// <summary>A request that came to the fake.</summary>
/// <param name="Method"><c>GET</c>, <c>POST</c> or <c>DELETE</c>.</param>
/// <param name="Path">Without query.</param>
/// <param name="Query">Fields of the query.</param>
/// <param name="Form">Fields of the form.</param>
public sealed record FakeTwilioRequest(
    string Method, string Path, IReadOnlyList<KeyValuePair<string, string>> Query,
    IReadOnlyList<KeyValuePair<string, string>> Form)
{
    /// <summary>The first value of a field of the form, or null.</summary>
    public string? this[string name] => Form.FirstOrDefault(field => field.Key == name).Value;
}
