using System.Diagnostics.CodeAnalysis;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace Gateway.Channels.Twilio;

/// <summary>A number of a workspace with the account it belongs to.</summary>
/// <param name="Workspace">The business.</param>
/// <param name="Channel">Its channel, of a kind that comes in by Twilio.</param>
/// <param name="Account">The account.</param>
/// <param name="Prefix">What Twilio writes before the channel's addresses.</param>
internal sealed record TwilioLine(Workspace Workspace, WorkspaceChannel Channel, TwilioAccount Account, string Prefix)
{
    /// <summary>The number, as Twilio writes it.</summary>
    public string Address => Prefix + Channel.Line;

    /// <summary>Whether messages come to it; else it is called.</summary>
    public required bool IsWrittenTo { get; init; }
}

/// <summary>
/// The numbers of all workspaces, with their accounts, as files and configuration stand now. A number whose account is
/// missing or wrong is closed: it is reported, logged once, and the others go on.
/// </summary>
internal sealed partial class TwilioLines(
    IWorkspaces workspaces, IEnumerable<ITwilioChannel> channels, TwilioAccounts accounts, ChannelStates states,
    IConfiguration configuration, ILogger<TwilioLines> logger) : IHostedService, IDisposable
{
    private readonly Dictionary<string, ITwilioChannel> _channels = channels.ToDictionary(one => one.Channel);

    // By what Twilio writes before a message's addresses.
    private readonly Dictionary<string, string> _written =
        channels.OfType<ITwilioIntake>().ToDictionary(intake => intake.Prefix, intake => intake.Channel);

    private readonly Lock _gate = new();
    private volatile Snapshot _now = new([], []);
    private IDisposable? _watching;

    /// <summary>Those that are open.</summary>
    public IReadOnlyCollection<TwilioLine> Open => _now.ByLine.Values;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        workspaces.Changed += OnWorkspacesChanged;
        _watching = ChangeToken.OnChange(configuration.GetReloadToken, Read);
        Read();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        workspaces.Changed -= OnWorkspacesChanged;
        _watching?.Dispose();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose() => _watching?.Dispose();

    /// <summary>The number that a message was sent to.</summary>
    public bool TryFind(TwilioAddress to, [NotNullWhen(true)] out TwilioLine? line) =>
        TryFind(_written.GetValueOrDefault(to.Prefix, ""), to.Value, out line);

    /// <summary>A number that is open.</summary>
    /// <param name="kind">One of <see cref="ChannelKind"/>.</param>
    /// <param name="number">E.164.</param>
    /// <param name="line">The number with its business and account.</param>
    public bool TryFind(string kind, string number, [NotNullWhen(true)] out TwilioLine? line) =>
        _now.ByLine.TryGetValue((kind, number), out line);

    /// <summary>Whether a number is one of ours, on whatever channel.</summary>
    public bool IsOurs(string number) => _channels.Keys.Any(kind => _now.ByLine.ContainsKey((kind, number)));

    /// <summary>The accounts with that SID: several only when several names stand for one account.</summary>
    public IEnumerable<TwilioAccount> AccountsOf(string accountSid) =>
        _now.ByLine.Values.Select(line => line.Account).Where(account => account.AccountSid == accountSid).Distinct();

    /// <summary>The accounts whose numbers are open on a channel.</summary>
    /// <param name="kind">One of <see cref="ChannelKind"/>.</param>
    public IEnumerable<TwilioAccount> AccountsOn(string kind) =>
        _now.ByLine.Values.Where(line => line.Channel.Kind == kind).Select(line => line.Account).Distinct();

    private void OnWorkspacesChanged(IReadOnlyCollection<Workspace> all) => Read();

    private void Read()
    {
        lock (_gate)
        {
            var before = _now;
            var lines = new Dictionary<(string, string), TwilioLine>();
            var reported = new HashSet<(string Workspace, string Kind, string Line)>();
            // Those of now, not of when somebody told of them: of two who tell at once neither may come late with the
            // older.
            foreach (var workspace in workspaces.All)
            {
                foreach (var channel in workspace.Channels.Where(ComesInByTwilio))
                {
                    reported.Add((workspace.Id, channel.Kind, channel.Line!));
                    var isOpen = accounts.TryFind(channel, out var account, out var problem);
                    if (isOpen)
                    {
                        var kind = _channels[channel.Kind];
                        lines[(channel.Kind, channel.Line!)] =
                            new TwilioLine(workspace, channel, account!, kind.Prefix)
                            {
                                IsWrittenTo = kind is ITwilioIntake,
                            };
                    }

                    var isNews = states.Report(
                        new ChannelState(workspace.Id, channel.Kind, channel.Line!, isOpen, problem ?? "webhook"));
                    if (isNews && problem is not null)
                        Log.Closed(logger, channel.Kind, workspace.Id, problem);
                }
            }

            foreach (var gone in before.Reported.Except(reported))
                states.Forget(gone.Workspace, gone.Kind, gone.Line);
            _now = new Snapshot(lines, reported);
        }
    }

    private bool ComesInByTwilio(WorkspaceChannel channel) =>
        channel.Line is not null && _channels.ContainsKey(channel.Kind);

    private sealed record Snapshot(
        Dictionary<(string Kind, string Line), TwilioLine> ByLine,
        HashSet<(string Workspace, string Kind, string Line)> Reported);

    private static partial class Log
    {
        [LoggerMessage(
            EventId = 1, Level = LogLevel.Warning,
            Message = "The {Channel} channel of workspace {Workspace} is closed: {Problem}")]
        public static partial void Closed(ILogger logger, string channel, string workspace, string problem);
    }
}
