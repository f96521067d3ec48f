namespace Gateway.Brain.Contacts;

/// <summary>What is known of a contact from elsewhere.</summary>
/// <param name="Contact">Id of the contact.</param>
/// <param name="LookedAt">When it was looked up.</param>
/// <param name="GivenName">The given name they told the business, or null.</param>
/// <param name="Elsewhere">Their newest other conversations, the newest first.</param>
internal sealed record Acquaintance(
    string Contact, DateTimeOffset LookedAt, string? GivenName, IReadOnlyList<ConversationElsewhere> Elsewhere);

/// <summary>The end of another conversation with the same contact.</summary>
/// <param name="Channel">Where it was held.</param>
/// <param name="At">When its newest line came.</param>
/// <param name="Lines">Its last lines, shortened; the newest last.</param>
internal sealed record ConversationElsewhere(string Channel, DateTimeOffset At, IReadOnlyList<LineElsewhere> Lines);

/// <summary>A line of another conversation.</summary>
/// <param name="Role"><c>contact</c>, <c>agent</c> or <c>operator</c>.</param>
/// <param name="Text">The words, shortened.</param>
internal sealed record LineElsewhere(string Role, string Text);
