using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Gateway.Channels.Media;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;

namespace Gateway.Channels.Twilio;

/// <summary>The files of the messages that come in by Twilio, which keeps them until they are deleted.</summary>
internal sealed partial class TwilioMedia(
    TwilioAccounts accounts, IEnumerable<ITwilioChannel> channels, Egress egress) : IMediaProvider
{
    private readonly HashSet<string> _channels = [.. channels.OfType<ITwilioIntake>().Select(intake => intake.Channel)];

    /// <inheritdoc/>
    public bool Serves(string channel) => _channels.Contains(channel);

    /// <inheritdoc/>
    public Task<MediaLocation> LocateAsync(
        MediaSource source, WorkspaceChannel channel, CancellationToken cancellationToken) =>
        Task.FromResult(Locate(source, channel));

    /// <inheritdoc/>
    public bool DeletesOnceKept(WorkspaceChannel channel) => channel.SettingsOf<TwilioSettings>().DeleteMediaAtProvider;

    /// <inheritdoc/>
    public async Task<bool> DeleteAsync(
        MediaSource source, WorkspaceChannel channel, CancellationToken cancellationToken) =>
        Locate(source, channel).Request is { } request &&
        await egress.DeleteAsync(request, cancellationToken) is EgressResult.Done or EgressResult.Gone;

    /// <summary>
    /// Only the path of the address that came with the message is used, and only when it is that of a file of this
    /// account: the host is always the configured one.
    /// </summary>
    private MediaLocation Locate(MediaSource source, WorkspaceChannel channel)
    {
        if (!accounts.TryFind(channel, out var account, out _))
            return MediaLocation.Unavailable;
        if (!Uri.TryCreate(source.Location, UriKind.Absolute, out var said) ||
            MediaPath().Match(said.AbsolutePath) is not { Success: true } path ||
            path.Groups["account"].Value != account.AccountSid)
        {
            return MediaLocation.Gone;
        }

        var user = account.ApiKeySid ?? account.AccountSid;
        var password = account.ApiKeySecret ?? account.AuthToken;
        return MediaLocation.At(
            new EgressRequest(new Uri(account.ApiBaseUrl.AbsoluteUri.TrimEnd('/') + path.Value), account.ApiBaseUrl)
            {
                Authorization = new AuthenticationHeaderValue(
                "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))),
            });
    }

    [GeneratedRegex(
        @"/2010-04-01/Accounts/(?<account>AC[0-9a-f]{32})/Messages/(SM|MM)[0-9a-f]{32}/Media/ME[0-9a-f]{32}\z",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex MediaPath();
}
