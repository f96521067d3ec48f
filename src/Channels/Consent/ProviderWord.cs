using Gateway.Sessions;

namespace Gateway.Channels.Consent;

/// <summary>What a provider tells of someone who wants to hear nothing more of us, or again.</summary>
/// <param name="Workspace">Id of the workspace.</param>
/// <param name="Channel">One of <see cref="ChannelKind"/>.</param>
/// <param name="Line">Our end: a number or a bot.</param>
/// <param name="Addresses">The contact in the channel's own terms; at least one.</param>
/// <param name="Keyword">Stop or Start.</param>
/// <param name="Source">
/// Where it comes from, unique in the workspace: said again under the same source, it is one word.
/// </param>
/// <param name="At">When it was said.</param>
internal sealed record ProviderWord(
    string Workspace, string Channel, string Line, IReadOnlyList<string> Addresses, ConsentKeyword Keyword,
    string Source, DateTimeOffset At);
