using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Gateway.Channels.Media;
using Gateway.Channels.Twilio;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;

namespace Gateway.Channels.Voice.Lines;

/// <summary>Recordings of calls, which Twilio keeps until they are deleted. Ours are, once we have them.</summary>
internal sealed partial class VoiceMedia(TwilioAccounts accounts, Egress egress) : IMediaProvider
{
    /// <inheritdoc/>
    public bool Serves(string channel) => channel == ChannelKind.Voice;

    /// <inheritdoc/>
    public Task<MediaLocation> LocateAsync(
        MediaSource source, WorkspaceChannel channel, CancellationToken cancellationToken) =>
        Task.FromResult(Locate(source, channel, ".wav"));

    /// <inheritdoc/>
    public bool DeletesOnceKept(WorkspaceChannel channel) => true;

    /// <inheritdoc/>
    public async Task<bool> DeleteAsync(
        MediaSource source, WorkspaceChannel channel, CancellationToken cancellationToken) =>
        Locate(source, channel, ".json").Request is { } request &&
        await egress.DeleteAsync(request, cancellationToken) is EgressResult.Done or EgressResult.Gone;

    /// <summary>
    /// Only the path of the address that came with the recording is used, and only when it is that of a recording of
    /// this account: the host is always the configured one.
    /// </summary>
    private MediaLocation Locate(MediaSource source, WorkspaceChannel channel, string ending)
    {
        if (!accounts.TryFind(channel, out var account, out _))
            return MediaLocation.Unavailable;
        if (!Uri.TryCreate(source.Location, UriKind.Absolute, out var said)
            || RecordingPath().Match(said.AbsolutePath) is not { Success: true } path
            || path.Groups["account"].Value != account.AccountSid)
            return MediaLocation.Gone;
        var user = account.ApiKeySid ?? account.AccountSid;
        var password = account.ApiKeySecret ?? account.AuthToken;
        var address = new Uri($"{account.ApiBaseUrl.AbsoluteUri.TrimEnd('/')}{path.Groups["recording"].Value}{ending}");
        return MediaLocation.At(new EgressRequest(address, account.ApiBaseUrl)
        {
            Authorization = new AuthenticationHeaderValue(
                "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))),
        });
    }

    [GeneratedRegex(
        @"(?<recording>/2010-04-01/Accounts/(?<account>AC[0-9a-f]{32})/Recordings/RE[0-9a-f]{32})(\.json|\.wav)?\z",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex RecordingPath();
}
