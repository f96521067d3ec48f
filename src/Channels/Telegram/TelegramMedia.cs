using Gateway.Channels.Media;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;
using Microsoft.Extensions.Options;
using Telegram.Bot.Requests;
using Telegram.Bot.Types;

namespace Gateway.Channels.Telegram;

/// <summary>
/// Where Telegram keeps the files of contacts. Its addresses hold the bot's token, and are good for an hour.
/// </summary>
internal sealed class TelegramMedia(TelegramHttp http, IOptions<TelegramOptions> options, TimeProvider clock)
    : IMediaProvider
{
    public bool Serves(string channel) => channel == ChannelKind.Telegram;

    public async Task<MediaLocation> LocateAsync(
        MediaSource source, WorkspaceChannel channel, CancellationToken cancellationToken)
    {
        var token = channel.SettingsOf<TelegramSettings>().Token;
        if (TelegramClient.For(token, options.Value, http.Client, clock) is not { } client)
            return MediaLocation.Unavailable;
        return await client.AskAsync(new GetFileRequest { FileId = source.Location }, cancellationToken) switch
        {
            TelegramAnswer<TGFile>.Done { Result.FilePath: { Length: > 0 } path } when IsPath(path) =>
                MediaLocation.At(
                    new EgressRequest(
                    new Uri(options.Value.ApiBase, $"file/bot{token}/{path}"), options.Value.ApiBase)),
            // Too big to be handed out (20 MB), or not this bot's.
            TelegramAnswer<TGFile>.Refused { Code: 400 } => MediaLocation.Gone,
            _ => MediaLocation.Unavailable,
        };
    }

    // Telegram's files are its to keep.
    public Task<bool> DeleteAsync(MediaSource source, WorkspaceChannel channel, CancellationToken cancellationToken) =>
        Task.FromResult(false);

    // It becomes part of an address, and must not lead out of the bot's folder.
    private static bool IsPath(string path) =>
        path.Length <= 512 && !path.Contains("..", StringComparison.Ordinal) && !path.StartsWith('/') &&
        path.All(unit => char.IsAsciiLetterOrDigit(unit) || unit is '/' or '.' or '-' or '_');
}
