using System.Text.Json;
using System.Text.RegularExpressions;
using Gateway.Sessions.Redis;
using Microsoft.Extensions.Options;

namespace Gateway.Sessions.Media;

/// <summary>
/// Which files contacts have sent, and where the provider keeps each. A channel registers a message's files before it
/// accepts the message, so that whoever reads the message later can have them fetched, on any node and after any crash.
/// </summary>
public sealed partial class MediaSources(RedisDoor redis, IOptions<SessionOptions> options)
{
    /// <summary>The most files of one message; further ones are left out.</summary>
    public const int MostPerMessage = 10;

    private const int MaxNameLength = 200;
    private const string UnknownType = "application/octet-stream";

    private readonly TimeSpan _retention = TimeSpan.FromDays(options.Value.RetentionDays);

    /// <summary>
    /// Registers the files of one message, in one round trip. The same files twice are the same attachments.
    /// </summary>
    /// <param name="sources">In the order they were sent.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What to put into the message: addresses of ours (<c>/media/{id}</c>), good only once they are
    /// signed.</returns>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public async Task<IReadOnlyList<Attachment>> RegisterAsync(
        IReadOnlyList<MediaSource> sources, CancellationToken cancellationToken = default)
    {
        var kept = sources.Take(MostPerMessage).Select(Clean).ToList();
        if (kept.Count == 0)
            return [];
        await redis.AskAllAsync(database => kept.Select(source => database.StringSetAsync(
            SessionKeys.Media(source.Workspace, MediaId.Of(source)),
            JsonSerializer.SerializeToUtf8Bytes(source, SessionJson.Options), _retention)), cancellationToken);
        return [.. kept.Select(
            source => new Attachment(MediaId.Of(source).Path, source.ContentType!, source.Name, source.SizeBytes))];
    }

    /// <summary>Where a file came from, or null when that workspace has none with that id, or no longer.</summary>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public async Task<MediaSource?> FindAsync(
        string workspace, MediaId id, CancellationToken cancellationToken = default)
    {
        var found = await redis.AskAsync(
            database => database.StringGetAsync(SessionKeys.Media(workspace, id)), cancellationToken);
        return found.IsNull ? null : JsonSerializer.Deserialize<MediaSource>((byte[])found!, SessionJson.Options);
    }

    private static MediaSource Clean(MediaSource source) => source with
    {
        ContentType = source.ContentType is { } type && ContentType().IsMatch(type)
            ? type.ToLowerInvariant()
            : UnknownType,
        Name = CleanName(source.Name),
        SizeBytes = source.SizeBytes >= 0 ? source.SizeBytes : null,
    };

    /// <summary>
    /// A name that can be shown and saved under: no folders, no control or direction characters, nothing that is not
    /// well-formed.
    /// </summary>
    private static string? CleanName(string? name)
    {
        if (name is null)
            return null;
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var shown = Unshowable().Replace(last, "").Trim(' ', '.');
        if (shown.Length > MaxNameLength)
            shown = shown[^MaxNameLength..];
        return shown.Length == 0 ? null : shown;
    }

    [GeneratedRegex(
        @"\A[A-Za-z0-9][A-Za-z0-9.+-]{0,60}/[A-Za-z0-9][A-Za-z0-9.+-]{0,80}\z", RegexOptions.NonBacktracking)]
    private static partial Regex ContentType();

    [GeneratedRegex(@"[\p{C}""<>:|?*]", RegexOptions.NonBacktracking)]
    private static partial Regex Unshowable();
}
