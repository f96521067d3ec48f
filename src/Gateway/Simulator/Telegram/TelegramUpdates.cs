using System.Text.Json.Nodes;
using Gateway.Simulator.Stage;
using Gateway.StandIns.Telegram;

namespace Gateway.Simulator.Telegram;

/// <summary>
/// How updates get to the bot: by its webhook once one is set, else they wait until they are asked for. Their numbers
/// were not given before, not even by an earlier process: they are told apart by them for days.
/// </summary>
internal sealed class TelegramUpdates(GatewayDoor door, TimeProvider time)
    : BotUpdates(time, (int)time.GetUtcNow().ToUnixTimeSeconds(), MaxWaiting)
{
    private const int MaxWaiting = 200;

    /// <summary>Brings an update to the bot; one that the webhook does not take is not brought again.</summary>
    /// <returns>Whether it was taken, or waits to be asked for.</returns>
    public async Task<bool> BringAsync(string kind, JsonObject content, CancellationToken cancellationToken)
    {
        if (Url.Length > 0)
            return await door.PostTelegramAsync(Url, Secret, New(kind, content), cancellationToken);
        Add(kind, content);
        return true;
    }
}
