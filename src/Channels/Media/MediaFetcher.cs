using System.Collections.Concurrent;
using Gateway.Sessions;
using Gateway.Sessions.Media;
using Gateway.Sessions.Workspaces;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Channels.Media;

/// <summary>
/// Brings contacts' files from the providers to our disk: each once, however many ask for it at the same time.
/// </summary>
internal sealed partial class MediaFetcher(
    MediaSources sources, MediaStore store, MediaInspector inspector, Egress egress,
    IEnumerable<IMediaProvider> providers, IWorkspaces workspaces,
    MediaMetrics metrics, IOptions<MediaOptions> options, ILogger<MediaFetcher> logger) : IAsyncDisposable
{
    // Whoever looks at a file now must not wait behind those that are fetched ahead.
    private const int FetchesOnDemand = 8;

    // A file is looked at in memory: so many at once, whatever is being downloaded.
    private const int InspectionsAtOnce = 2;

    private readonly ConcurrentDictionary<(string Workspace, MediaId Id), Lazy<Task<FetchedMedia>>> _running = new();
    private readonly SemaphoreSlim _fetches = new(options.Value.Fetchers + FetchesOnDemand);
    private readonly SemaphoreSlim _inspections = new(InspectionsAtOnce);
    private readonly IMediaProvider[] _providers = [.. providers];
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>The file, fetched if it is not here.</summary>
    /// <param name="workspace">Id of the workspace it was sent to.</param>
    /// <param name="id">Which file.</param>
    /// <param name="cancellationToken">Stops waiting; the fetch goes on for others.</param>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public Task<FetchedMedia> FetchAsync(string workspace, MediaId id, CancellationToken cancellationToken)
    {
        if (store.Find(workspace, id) is { } stored)
            return Task.FromResult(FetchedMedia.Of(stored));
        var running = _running.GetOrAdd(
            (workspace, id), key => new Lazy<Task<FetchedMedia>>(() => RunAsync(key.Workspace, key.Id)));
        return running.Value.WaitAsync(cancellationToken);
    }

    /// <summary>Tells the provider once more to delete its copy of a file that we keep.</summary>
    public async Task DeleteAtProviderAsync(string workspace, MediaId id, CancellationToken cancellationToken)
    {
        if (store.Find(workspace, id) is not { MustDelete: true } stored)
            return;
        if (await sources.FindAsync(workspace, id, cancellationToken) is { } source &&
            Find(source) is var (provider, channel) &&
            !await provider.DeleteAsync(source, channel, cancellationToken))
        {
            Log.NotDeleted(logger, id, workspace);
            return;
        }

        // Deleted, or nobody knows any more where it was.
        store.Note(workspace, id, stored with { MustDelete = false });
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        foreach (var running in _running.Values)
            await ((Task)running.Value).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
        _fetches.Dispose();
        _inspections.Dispose();
    }

    private async Task<FetchedMedia> RunAsync(string workspace, MediaId id)
    {
        var isIn = false;
        try
        {
            await _fetches.WaitAsync(_stopping.Token);
            isIn = true;
            // Another fetch may have ended since the caller looked.
            if (store.Find(workspace, id) is { } stored)
                return FetchedMedia.Of(stored);
            if (await sources.FindAsync(workspace, id, _stopping.Token) is not { } source)
                return FetchedMedia.Unknown;
            var fetched = await FetchAsync(source, id);
            metrics.Fetched(
                source.Channel, (fetched.Stored?.Refusal?.ToString() ?? fetched.State.ToString()).ToLowerInvariant());
            if (fetched.Stored?.Refusal is { } refusal)
                Log.Refused(logger, id, workspace, refusal);
            else if (fetched.State == FetchState.Unavailable)
                Log.Unavailable(logger, id, workspace);
            else if (fetched.Stored is { MustDelete: true })
                await DeleteAtProviderAsync(workspace, id, _stopping.Token);
            return fetched;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Log.DiskFailed(logger, id, workspace, error);
            return FetchedMedia.Unavailable;
        }
        finally
        {
            _running.TryRemove((workspace, id), out _);
            if (isIn)
                _fetches.Release();
        }
    }

    private async Task<FetchedMedia> FetchAsync(MediaSource source, MediaId id)
    {
        if (Find(source) is not var (provider, channel))
            return FetchedMedia.Unavailable;
        var location = await provider.LocateAsync(source, channel, _stopping.Token);
        if (location.Request is not { } request)
            return location.State == MediaLocationState.Gone
                ? FetchedMedia.Refused(MediaRefusal.Gone)
                : FetchedMedia.Unavailable;

        await using var draft = store.CreateDraft(source.Workspace, id);
        switch (await egress.DownloadAsync(request, draft, _stopping.Token))
        {
            case EgressResult.Done:
                return await InspectAsync(source, id, provider.DeletesOnceKept(channel), draft);
            case EgressResult.TooLarge:
                return Refuse(source, id, MediaRefusal.TooLarge);
            case EgressResult.Gone:
                // Not remembered: a provider that has just sent word of a file may be a moment behind with the file.
                return FetchedMedia.Refused(MediaRefusal.Gone);
            case EgressResult.Forbidden:
                return FetchedMedia.Refused(MediaRefusal.Forbidden);
            default:
                return FetchedMedia.Unavailable;
        }
    }

    private async Task<FetchedMedia> InspectAsync(MediaSource source, MediaId id, bool mustDelete, FileStream draft)
    {
        await _inspections.WaitAsync(_stopping.Token);
        try
        {
            draft.Position = 0;
            var file = new byte[draft.Length];
            await draft.ReadExactlyAsync(file, _stopping.Token);
            return inspector.Inspect(file, source.ContentType) switch
            {
                ({ } media, _) => FetchedMedia.Of(store.Keep(source.Workspace, id, media, mustDelete)),
                (_, { } refusal) => Refuse(source, id, refusal),
                _ => FetchedMedia.Unavailable,
            };
        }
        finally
        {
            _inspections.Release();
        }
    }

    private FetchedMedia Refuse(MediaSource source, MediaId id, MediaRefusal refusal)
    {
        var stored = new StoredMedia { Refusal = refusal };
        store.Note(source.Workspace, id, stored);
        return FetchedMedia.Of(stored);
    }

    /// <summary>
    /// Who has the file, and by which channel it came; null when the workspace does not have that channel any more.
    /// </summary>
    private (IMediaProvider Provider, WorkspaceChannel Channel)? Find(MediaSource source) =>
        Array.Find(_providers, provider => provider.Serves(source.Channel)) is { } provider &&
        workspaces.TryGetByLine(source.Channel, source.Line, out var workspace, out var channel)
        && workspace.Id == source.Workspace
            ? (provider, channel)
            : null;

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Media {Media} of workspace {Workspace} cannot be had: {Refusal}")]
        public static partial void Refused(ILogger logger, MediaId media, string workspace, MediaRefusal refusal);

        [LoggerMessage(
            LogLevel.Warning,
            "Media {Media} of workspace {Workspace} cannot be fetched now; it is tried again when it is asked for")]
        public static partial void Unavailable(ILogger logger, MediaId media, string workspace);

        [LoggerMessage(LogLevel.Error, "Media {Media} of workspace {Workspace} cannot be kept on disk")]
        public static partial void DiskFailed(ILogger logger, MediaId media, string workspace, Exception error);

        [LoggerMessage(
            LogLevel.Warning,
            "Media {Media} of workspace {Workspace} could not be deleted at the provider; it is tried again within a day")]
        public static partial void NotDeleted(ILogger logger, MediaId media, string workspace);
    }
}
