using System.Text.Json;
using Twilio.Clients;

namespace Gateway.Channels.Twilio;

/// <summary>
/// One call of Twilio's API: its wire, its end after <see cref="Limit"/>, and the SDK's client on them.
/// </summary>
internal sealed class TwilioCall : IDisposable
{
    private readonly CancellationTokenSource _limit;
    private readonly CancellationTokenSource _both;

    /// <summary>Begins one.</summary>
    public TwilioCall(TwilioHttp http, TwilioAccount account, TimeProvider clock, CancellationToken cancellationToken)
    {
        _limit = new CancellationTokenSource(Limit, clock);
        _both = CancellationTokenSource.CreateLinkedTokenSource(_limit.Token, cancellationToken);
        Wire = new TwilioWire(http.Client, account.ApiBaseUrl, _both.Token);
        Client = new TwilioRestClient(
            account.ApiKeySid ?? account.AccountSid, account.ApiKeySecret ?? account.AuthToken, account.AccountSid,
            httpClient: Wire)
        {
            // The SDK would take it from the environment and print what people write.
            LogLevel = null,
        };
    }

    /// <summary>How long one may take.</summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(10);

    /// <summary>What was seen of it.</summary>
    public TwilioWire Wire { get; }

    /// <summary>The SDK's client.</summary>
    public ITwilioRestClient Client { get; }

    /// <summary>Asks once.</summary>
    /// <exception cref="TwilioCallException">Twilio could not be asked, or refused.</exception>
    public static async Task<T> AskAsync<T>(
        TwilioHttp http, TwilioAccount account, TimeProvider clock, Func<ITwilioRestClient, Task<T>> ask,
        CancellationToken cancellationToken)
    {
        using var call = new TwilioCall(http, account, clock, cancellationToken);
        try
        {
            return await ask(call.Client);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The SDK's exceptions carry addresses with telephone numbers; ours do not.
            throw call.ToException();
        }
        catch (Exception)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }

    /// <summary>What was seen on the wire, as an exception.</summary>
    public TwilioCallException ToException()
    {
        if (Wire.Status is not { } status || (int)status is >= 200 and < 300)
            return new TwilioCallException("connection", "Twilio does not answer, or not in full.");
        var error = TwilioErrors.Of((int)status, CodeOf(Wire.Content));
        return new TwilioCallException(error.Code, error.Words);
    }

    /// <summary>Twilio's code in an answer's body; null when it has none.</summary>
    public static int? CodeOf(string? content)
    {
        try
        {
            using var body = JsonDocument.Parse(content ?? "");
            return body.RootElement.ValueKind == JsonValueKind.Object
                && body.RootElement.TryGetProperty("code", out var code) && code.TryGetInt32(out var number)
                ? number
                : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _both.Dispose();
        _limit.Dispose();
    }
}
