using System.Diagnostics.Metrics;

namespace Gateway.Mail;

/// <summary>Mails that go out (meter <c>Gateway.Mail</c>).</summary>
internal sealed class MailMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _sent;

    public MailMetrics(IMeterFactory meters)
    {
        _meter = meters.Create("Gateway.Mail");
        _sent = _meter.CreateCounter<long>(
            "gateway.mail.sent", "{mail}", "Attempts to send a mail, by outcome");
    }

    /// <summary>An attempt has ended.</summary>
    /// <param name="outcome"><c>sent</c>, <c>failed</c> (it is tried again) or <c>given_up</c>.</param>
    public void Sent(string outcome) => _sent.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
