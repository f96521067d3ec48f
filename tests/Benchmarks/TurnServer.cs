using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Gateway.Channels;
using Gateway.Channels.Delivery;
using Gateway.Channels.Media;
using Gateway.Channels.Sms;
using Gateway.Channels.Telegram;
using Gateway.Channels.Twilio;
using Gateway.Sessions;
using Gateway.Sessions.Engine;
using Gateway.Sessions.Workspaces;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;

namespace Gateway.Benchmarks;

/// <summary>
/// The gateway for whole turns: a webhook in, the provider's calls out, between them the real channels, engine and
/// delivery.
/// </summary>
internal static class TurnServer
{
    public const string Sms = "sms";

    public const string Telegram = "telegram";

    /// <summary>How many numbers we have. Each sends 1,000 segments a second, the most that can be set.</summary>
    public const int Numbers = 8;

    /// <summary>
    /// How many bots we have: Telegram takes 30 messages a second of each, and the gateway keeps below that.
    /// </summary>
    public const int Bots = 400;

    /// <summary>What is answered to an SMS: one segment.</summary>
    public const string ShortText = "Bonjour ! Oui, elle est en stock, au prix de 89 euros. " + StandIn.LastWord;

    /// <summary>One of our numbers.</summary>
    public static string NumberOf(long number) =>
        string.Create(CultureInfo.InvariantCulture, $"+3370000000{1 + (number % Numbers)}");

    /// <summary>The user name of a bot.</summary>
    public static string BotOf(long number) => string.Create(CultureInfo.InvariantCulture, $"bench{number % Bots}_bot");

    /// <summary>A bot's token; plainly not a real one.</summary>
    public static string TokenOf(long number) =>
        string.Create(CultureInfo.InvariantCulture, $"{number % Bots}:fake-token-for-benchmarks");

    public static async Task AddAsync(WebApplicationBuilder builder, string kind, string redis, Uri provider)
    {
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Twilio:AccountSid"] = WebhookConnection.AccountSid,
            ["Twilio:AuthToken"] = WebhookConnection.AuthToken,
            ["Twilio:ApiBaseUrl"] = provider.AbsoluteUri,
            ["Twilio:ReconcileSeconds"] = "0",
            ["Telegram:ApiBaseUrl"] = provider.AbsoluteUri,
            // One turn is under way for as long as its answer grows.
            ["Sessions:MaxConcurrentTurns"] = "100000",
            ["Sms:SegmentsPerSecond"] = "1000",
            ["Sms:Burst"] = "1000",
            ["Sms:AnswersPerHour"] = "10000",
        });
        builder.Services.AddSingleton<IConnectionMultiplexer>(await ConnectionMultiplexer.ConnectAsync(redis));
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddSingleton<IWorkspaces>(new ManyLines([.. kind == Sms ? SmsLines() : TelegramLines()]));
        builder.Services.AddSingleton<IConsents, WebhookServer.NoConsents>();
        builder.Services.AddSingleton<ITurnHandler>(kind == Sms ? new ShortAnswer() : new GrowingAnswer());
        builder.Services.AddSingleton(new PublicAddress(new Uri(WebhookConnection.PublicUrl)));
        builder.Services.AddSessions(builder.Configuration);
        builder.Services.AddMedia(builder.Configuration, Path.Combine(Path.GetTempPath(), "gateway-benchmark-media"));
        builder.Services.AddDelivery(builder.Configuration);
        if (kind == Sms)
            builder.Services.AddTwilio(builder.Configuration).AddSms(builder.Configuration);
        else
            builder.Services.AddTelegram(builder.Configuration);
    }

    private static IEnumerable<WorkspaceChannel> SmsLines() => Enumerable.Range(0, Numbers)
        .Select(number => new WorkspaceChannel { Kind = ChannelKind.Sms, Line = NumberOf(number), DebounceMs = 0 });

    private static IEnumerable<WorkspaceChannel> TelegramLines() =>
        Enumerable.Range(0, Bots).Select(number => new WorkspaceChannel
        {
            Kind = ChannelKind.Telegram,
            Line = BotOf(number),
            Settings = new TelegramSettings { Token = TokenOf(number) },
            DebounceMs = 0,
        });

    /// <summary>One business with so many lines that they are not looked for one by one.</summary>
    private sealed class ManyLines : IWorkspaces
    {
        private readonly Workspace _bench;
        private readonly Dictionary<string, WorkspaceChannel> _byLine;

        public ManyLines(IReadOnlyList<WorkspaceChannel> channels)
        {
            _bench = new Workspace { Id = "bench", Name = "Bench", Solution = "shop", Channels = channels };
            _byLine = channels.ToDictionary(channel => channel.Line!, StringComparer.OrdinalIgnoreCase);
            All = [_bench];
        }

        public IReadOnlyCollection<Workspace> All { get; }

        public event Action<IReadOnlyCollection<Workspace>>? Changed
        {
            add { }
            remove { }
        }

        public bool TryGet(string? id, [NotNullWhen(true)] out Workspace? workspace) =>
            (workspace = id == _bench.Id ? _bench : null) is not null;

        public bool TryGetByLine(
            string kind, string? line, [NotNullWhen(true)] out Workspace? workspace,
            [NotNullWhen(true)] out WorkspaceChannel? channel)
        {
            channel = line is not null && _byLine.TryGetValue(line, out var found) && found.Kind == kind ? found : null;
            workspace = channel is null ? null : _bench;
            return channel is not null;
        }
    }

    /// <summary>A model that costs nothing and answers in one SMS.</summary>
    private sealed class ShortAnswer : ITurnHandler
    {
        private static readonly TurnResult Result = new()
        {
            Entries = [new NewEntry(EntryRole.Agent, ShortText)],
            State = new SessionState("{}"),
        };

        public Task<TurnResult> RunAsync(Turn turn, IReplyStream reply, CancellationToken cancellationToken) =>
            Task.FromResult(Result);
    }

    /// <summary>
    /// A model that costs nothing and takes as long over each piece as a growing answer takes to show it.
    /// </summary>
    private sealed class GrowingAnswer : ITurnHandler
    {
        private static readonly TimeSpan BetweenPieces = TimeSpan.FromMilliseconds(1_200);

        private static readonly TurnResult Result = new()
        {
            Entries = [new NewEntry(EntryRole.Agent, string.Concat(MeasuredServer.Words) + StandIn.LastWord)],
            State = new SessionState("{}"),
        };

        public async Task<TurnResult> RunAsync(Turn turn, IReplyStream reply, CancellationToken cancellationToken)
        {
            foreach (var word in MeasuredServer.Words)
            {
                reply.Write(word);
                await Task.Delay(BetweenPieces, cancellationToken);
            }

            return Result;
        }
    }
}
