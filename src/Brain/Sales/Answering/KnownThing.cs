namespace Gateway.Brain.Sales.Answering;

/// <summary>Something that the workspace's settings say, in one language.</summary>
/// <param name="Kind">Where it stands.</param>
/// <param name="Title">The question, or the name.</param>
/// <param name="Text">What is true.</param>
/// <param name="Score">How well it fits what was asked, 0 to 1.</param>
internal sealed record KnownThing(KnownKind Kind, string Title, string Text, double Score);

/// <summary>Where something stands in the settings.</summary>
internal enum KnownKind
{
    /// <summary>A question that comes up, with its answer.</summary>
    Answer,

    /// <summary>A feature, with the plans that have it.</summary>
    Feature,

    /// <summary>A plan, with its price.</summary>
    Plan,

    /// <summary>A customer.</summary>
    Reference,

    /// <summary>A product that contacts use or look at instead.</summary>
    Competitor,
}
