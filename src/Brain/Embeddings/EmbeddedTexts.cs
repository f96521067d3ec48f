namespace Gateway.Brain.Embeddings;

/// <summary>What came of texts that were to be embedded.</summary>
/// <param name="Vectors">One for each text, in their order, all of one length; null where there is not one for each.
/// </param>
/// <param name="IsRefused">Whether the service answered, and these texts are what it cannot take, or what came was not
/// what was asked for: others may fare better. Where it is false and there are no vectors, the service is down, late or
/// wants to be left alone.</param>
internal sealed record EmbeddedTexts(float[][]? Vectors, bool IsRefused);
