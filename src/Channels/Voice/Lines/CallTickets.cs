using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Gateway.Channels.Voice.Calls;
using Gateway.Sessions;
using Gateway.Sessions.Redis;

namespace Gateway.Channels.Voice.Lines;

/// <summary>Tickets in Redis: good on any node, once, for a minute.</summary>
internal sealed class CallTickets(RedisDoor redis) : ICallTickets
{
    private const int Bytes = 16;
    private const int MaxLength = 64;

    /// <inheritdoc/>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public async Task<string> IssueAsync(CallTicket ticket, CancellationToken cancellationToken)
    {
        var word = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
        await redis.AskAsync(
            database => database.StringSetAsync(
                VoiceKeys.Ticket(word), JsonSerializer.SerializeToUtf8Bytes(ticket, SessionJson.Options),
                VoiceKeys.TicketLives),
            cancellationToken);
        return word;
    }

    /// <inheritdoc/>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer; the ticket may be used up.</exception>
    public async Task<CallTicket?> TakeAsync(string ticket, string callSid, CancellationToken cancellationToken)
    {
        if (ticket.Length is 0 or > MaxLength)
            return null;
        var kept = await redis.AskAsync(
            database => database.StringGetDeleteAsync(VoiceKeys.Ticket(ticket)), cancellationToken);
        var found = kept.IsNull ? null : JsonSerializer.Deserialize<CallTicket>((byte[])kept!, SessionJson.Options);
        return found?.CallSid == callSid ? found : null;
    }
}
