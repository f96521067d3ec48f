using System.Net.Http.Headers;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;

namespace Gateway.Channels.Media;

/// <summary>
/// Knows where one provider keeps the files of contacts. It says where to go; <see cref="Egress"/> goes there.
/// </summary>
internal interface IMediaProvider
{
    /// <summary>Whether it is the provider of that channel, one of <see cref="Sessions.ChannelKind"/>.</summary>
    bool Serves(string channel);

    /// <summary>Finds where a file can be downloaded now.</summary>
    /// <param name="source">The file.</param>
    /// <param name="channel">The workspace's channel it came by, as it is configured now.</param>
    /// <param name="cancellationToken">Gives up; every call has a time-out of its own besides.</param>
    Task<MediaLocation> LocateAsync(MediaSource source, WorkspaceChannel channel, CancellationToken cancellationToken);

    /// <summary>Whether the business wants a file deleted at the provider once we have it. Mostly not.</summary>
    bool DeletesOnceKept(WorkspaceChannel channel) => false;

    /// <summary>Deletes the file at the provider, where there is such a thing.</summary>
    /// <returns>False when it is still there.</returns>
    Task<bool> DeleteAsync(MediaSource source, WorkspaceChannel channel, CancellationToken cancellationToken);
}

/// <summary>
/// Where a file can be downloaded. Addresses may hold a secret: they are for <see cref="Egress"/> alone and never
/// logged.
/// </summary>
internal sealed record MediaLocation
{
    private MediaLocation(MediaLocationState state, EgressRequest? request) => (State, Request) = (state, request);

    /// <summary>Which of the cases it is.</summary>
    public MediaLocationState State { get; }

    /// <summary>What to ask for; null unless it was found.</summary>
    public EgressRequest? Request { get; }

    /// <summary>It is not there and will not be: deleted, expired, larger than the provider hands out.</summary>
    public static MediaLocation Gone { get; } = new(MediaLocationState.Gone, null);

    /// <summary>The provider cannot say now, or the channel's credentials are missing or refused.</summary>
    public static MediaLocation Unavailable { get; } = new(MediaLocationState.Unavailable, null);

    /// <summary>It is there.</summary>
    public static MediaLocation At(EgressRequest request) => new(MediaLocationState.Found, request);
}

/// <summary>What a provider knows of a file.</summary>
internal enum MediaLocationState
{
    /// <summary>It can be downloaded.</summary>
    Found,

    /// <summary>It never will be there again.</summary>
    Gone,

    /// <summary>Not now.</summary>
    Unavailable,
}

/// <summary>One download.</summary>
/// <param name="Address">Where the file is; must lie at <paramref name="ApiBase"/>'s scheme, host and port.</param>
/// <param name="ApiBase">
/// The provider's address as the operator configured it. It alone may be reached by http, on any port and on a private
/// address: a stand-in of the operator's.
/// </param>
internal sealed record EgressRequest(Uri Address, Uri ApiBase)
{
    /// <summary>Sent to <see cref="ApiBase"/> only, never to where it redirects; or null.</summary>
    public AuthenticationHeaderValue? Authorization { get; init; }

    /// <inheritdoc/>
    public override string ToString() => nameof(EgressRequest);
}
