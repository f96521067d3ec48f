using System.Diagnostics.Metrics;
using System.Globalization;
using Gateway.Sessions;
using Gateway.Sessions.Engine;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Channels.Twilio;

/// <summary>
/// Reads Twilio's list of messages, at start and every minute, for what no webhook brought: Twilio gives a webhook
/// fifteen seconds in all, and an outage of ours is longer. How far a line has been read is kept in Redis, so that
/// hours or a midnight without us lose nothing; a new line begins now.
/// </summary>
internal sealed partial class TwilioReconciliation : BackgroundService
{
    /// <summary>
    /// How long after a message its webhook may still come. It knows more than the list: buttons, places, names.
    /// </summary>
    private static readonly TimeSpan WebhookTime = TimeSpan.FromSeconds(30);

    /// <summary>How long a message may take to appear in the list. What is read twice is stored once.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(15);

    /// <summary>
    /// How many messages of one line a round takes in; the oldest of them. The next round goes on there.
    /// </summary>
    private const int MostInRound = 10_000;

    private readonly TwilioLines _lines;
    private readonly TwilioClient _client;
    private readonly TwilioInbox _inbox;
    private readonly ReadMarks _marks;
    private readonly Limits _limits;
    private readonly ChannelStates _states;
    private readonly TimeSpan _pause;
    private readonly TimeProvider _clock;
    private readonly ILogger<TwilioReconciliation> _logger;
    private readonly Meter _meter;
    private readonly Counter<long> _found;
    private readonly Counter<long> _failed;

    /// <summary>Why each line's list could not be read the last time; the same reason is logged once.</summary>
    private readonly Dictionary<string, string> _failures = [];

    public TwilioReconciliation(
        TwilioLines lines, TwilioClient client, TwilioInbox inbox, ReadMarks marks, Limits limits, ChannelStates states,
        IOptions<TwilioOptions> options,
        IMeterFactory meters, TimeProvider clock, ILogger<TwilioReconciliation> logger)
    {
        (_lines, _client, _inbox, _marks, _limits, _states, _clock, _logger) =
            (lines, client, inbox, marks, limits, states, clock, logger);
        _pause = TimeSpan.FromSeconds(options.Value.ReconcileSeconds);
        _meter = meters.Create("Gateway.Channels");
        _found = _meter.CreateCounter<long>(
            "gateway.twilio.reconciled", "{message}", "Inbound messages that only Twilio's list brought, by channel");
        _failed = _meter.CreateCounter<long>(
            "gateway.twilio.reconciliations.failed", "{round}",
            "Rounds in which a line's list could not be read, by reason");
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _meter.Dispose();
        base.Dispose();
    }

    /// <summary>Reads the lists of all lines once, unless another node has done so in this round.</summary>
    public async Task ReadAllAsync(CancellationToken cancellationToken)
    {
        foreach (var line in _lines.Open.Where(line => line.IsWrittenTo))
        {
            try
            {
                if (await IsOursAsync(line))
                    await ReadAsync(line, cancellationToken);
            }
            catch (SessionStoreUnavailableException)
            {
                Fail(line, "store");
            }
            catch (TwilioCallException error)
            {
                Fail(line, error.Code);
                Report(line, isUp: TwilioErrors.Of(error.Code).Kind != TwilioErrorKind.ChannelDown, error.Message);
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested)
            {
                // One line's fault must not keep the others from being read.
                Fail(line, error.GetType().Name, error);
            }
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_pause == TimeSpan.Zero)
            return;
        using var timer = new PeriodicTimer(_pause, _clock);
        try
        {
            do
                await ReadAllAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    private Task<bool> IsOursAsync(TwilioLine line)
    {
        if (_pause == TimeSpan.Zero)
            return Task.FromResult(true);
        var round = _clock.GetUtcNow().ToUnixTimeSeconds() / (long)_pause.TotalSeconds;
        return _limits.UseOnceAsync(
            "twilio-list", string.Create(CultureInfo.InvariantCulture, $"{line.Address}:{round}"), _pause + _pause);
    }

    private async Task ReadAsync(TwilioLine line, CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow();
        var since = await _marks.BeginAsync(line.Channel.Kind, line.Channel.Line!, now);
        var until = now - WebhookTime;
        var missed = new Queue<TwilioListedMessage>();
        var isCut = false;
        await foreach (var listed in _client.ListInboundAsync(line.Account, line.Address, since, cancellationToken))
        {
            if (listed.SentAt > until)
                continue;
            missed.Enqueue(listed);
            // The newest come first and are the ones that can wait for the next round.
            if (missed.Count > MostInRound)
                (_, isCut) = (missed.Dequeue(), true);
        }

        var inOrder = missed.Reverse().OrderBy(listed => listed.SentAt).ToList();
        var stored = 0;
        foreach (var listed in inOrder)
        {
            if (await AcceptAsync(line, listed, cancellationToken))
                stored++;
        }

        if (stored > 0)
        {
            _found.Add(stored, new KeyValuePair<string, object?>("channel", line.Channel.Kind));
            Log.Found(_logger, stored, line.Channel.Kind, line.Workspace.Id);
        }

        var read = isCut ? inOrder[^1].SentAt : now - Overlap;
        if (read > since)
            await _marks.MoveAsync(line.Channel.Kind, line.Channel.Line!, read);
        // Whoever else has found something wrong knows better than a list that can be read.
        if (_failures.Remove(line.Address))
            Report(line, isUp: true, "webhook");
    }

    /// <summary>True when it was new.</summary>
    private async Task<bool> AcceptAsync(
        TwilioLine line, TwilioListedMessage listed, CancellationToken cancellationToken)
    {
        if (!TwilioMapping.IsMessageSid(listed.Sid) || !TwilioAddress.TryParse(listed.From, out var from)
            || from.Prefix != line.Prefix)
            return false;
        var media = listed.MediaCount == 0 ? [] : await ListMediaAsync(line, listed, cancellationToken);
        var accepted = await _inbox.AcceptAsync(line.Workspace, line.Channel, from, new TwilioInbound
        {
            MessageSid = listed.Sid,
            From = listed.From,
            To = listed.To,
            Body = listed.Body,
            Media = [.. media.Select(file => (file.Url.AbsoluteUri, file.ContentType))],
            SentAt = listed.SentAt,
        });
        return accepted.Outcome == AcceptOutcome.Accepted;
    }

    private async Task<IReadOnlyList<TwilioFile>> ListMediaAsync(
        TwilioLine line, TwilioListedMessage listed, CancellationToken cancellationToken)
    {
        try
        {
            return await _client.ListMediaAsync(line.Account, listed.Sid, cancellationToken);
        }
        catch (TwilioCallException error) when (error.Code is "20404" or "http-404")
        {
            // Deleted meanwhile. The words are there, and nobody's later message waits for the files.
            return [];
        }
    }

    private void Report(TwilioLine line, bool isUp, string words) =>
        _states.Report(new ChannelState(line.Workspace.Id, line.Channel.Kind, line.Channel.Line!, isUp, words));

    private void Fail(TwilioLine line, string reason, Exception? fault = null)
    {
        _failed.Add(1, new KeyValuePair<string, object?>("reason", reason));
        if (_failures.GetValueOrDefault(line.Address) != reason)
            Log.Failed(_logger, fault, line.Channel.Kind, line.Workspace.Id, reason);
        _failures[line.Address] = reason;
    }

    private static partial class Log
    {
        [LoggerMessage(
            EventId = 1, Level = LogLevel.Information,
            Message =
            "{Count} messages that no webhook brought were found for the {Channel} channel of workspace {Workspace}")]
        public static partial void Found(ILogger logger, int count, string channel, string workspace);

        [LoggerMessage(
            EventId = 2, Level = LogLevel.Warning,
            Message =
            "Twilio's list of messages could not be read for the {Channel} channel of workspace {Workspace}: {Reason}; each round tries again")]
        public static partial void Failed(
            ILogger logger, Exception? fault, string channel, string workspace, string reason);
    }
}
