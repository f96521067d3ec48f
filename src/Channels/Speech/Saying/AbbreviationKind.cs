namespace Gateway.Channels.Speech.Saying;

/// <summary>Whether a point ends a sentence.</summary>
internal enum AbbreviationKind
{
    /// <summary>It does.</summary>
    None,

    /// <summary>It does where a capital follows: <c>etc.</c>, <c>déc.</c></summary>
    MayEnd,

    /// <summary>It never does: <c>M.</c>, <c>Dr.</c>, the number of a list's item.</summary>
    GoesOn,
}
