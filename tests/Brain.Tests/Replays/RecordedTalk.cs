using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Brain.ChatModels;
using Gateway.Brain.Records;
using Gateway.Brain.Replays;
using Gateway.Brain.Sales;
using Gateway.Brain.Sales.Dialogue;
using Gateway.Brain.Shop.Catalogue;
using Gateway.Brain.Tests.Records;
using Gateway.Sessions;
using Gateway.Sessions.Media;
using Gateway.Sessions.Workspaces;
using Gateway.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Brain.Tests.Replays;

/// <summary>A conversation that is recorded as the archive would, and can be run again.</summary>
internal sealed class RecordedTalk : IAsyncDisposable
{
    /// <summary>What the model of the replays is called.</summary>
    public const string Other = "other";

    /// <summary>How long a replay may take; less than a turn may.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TestBrain _brain;
    private readonly List<RecordedTurn> _turns = [];
    private readonly string _locale;

    /// <summary>Opens a conversation.</summary>
    /// <param name="workspace">The business.</param>
    /// <param name="database">Its records.</param>
    /// <param name="locale">Language of the session.</param>
    /// <param name="model">Who answers; null: the house model.</param>
    /// <param name="other">Who answers in replays under <see cref="Other"/>; null: nobody.</param>
    /// <param name="sight">What that model can read; null: what the house model can.</param>
    /// <param name="budget">What the business may spend on replays; null: there is nothing to pay.</param>
    public RecordedTalk(
        Workspace workspace, RecordsDatabase database, string locale, IChatClient? model = null,
        IChatClient? other = null, Sight? sight = null, IWorkspaceBudget? budget = null)
    {
        _brain = new TestBrain(workspace, model, services =>
        {
            services
                .AddSingleton<IDbContextFactory<RecordsDbContext>>(database)
                .AddSingleton<TimeProvider>(Clock)
                .AddSingleton<IMediaLinks>(new LinksOfOurs())
                .Configure<ReplayOptions>(options =>
                {
                    options.MostAtOnce = 1;
                    options.TimeoutSeconds = (int)Patience.TotalSeconds;
                })
                .AddSales().AddSalesDialogue();
            if (budget is not null)
                services.AddSingleton(budget);
            if (other is not null)
            {
                var one = new ReplayModel(Other, other, sight ?? Sight.OfHouse);
                services.AddSingleton(new ReplayModels([one], one));
            }
        });
        _locale = locale;
        Conversation = _brain.Open(locale, Clock);
        Workspace = workspace;
    }

    public ManualClock Clock { get; } = new(new DateTimeOffset(2026, 12, 1, 9, 0, 0, TimeSpan.Zero));

    public Workspace Workspace { get; }

    public Conversation Conversation { get; }

    public Replayer Replayer => _brain.Replayer;

    public ReplayPlaces Places => _brain.Services.GetRequiredService<ReplayPlaces>();

    public FakeConsents Consents => _brain.Consents;

    /// <summary>All of it, as it comes back out of the archive and through a file.</summary>
    public Recording Recording => Read(
        JsonSerializer.SerializeToElement(
            new Recording
            {
                Format = Recording.CurrentFormat,
                Session = Conversation.Id,
                Workspace = Workspace.Id,
                Channel = ChannelKind.Web,
                Entries = [.. Conversation.Transcript],
                Turns = [.. _turns],
            },
            Recording.Json));

    public Task<string?> SayAsync(string text, string? payload = null) =>
        RunAsync(Conversation.Next(text, payload));

    public Task<string?> SendAsync(MessageContent content) => RunAsync(Conversation.NextOf(content));

    private async Task<string?> RunAsync(Turn turn)
    {
        // A turn on a cold gateway, that has not read the goods yet, is another than the one that is replayed.
        if (_turns.Count == 0)
            await _brain.Services.GetRequiredService<ProductIndexCache>().LoadAsync(Workspace.Id, _locale);
        var result = await Conversation.RunAsync(turn);
        _turns.Add(new RecordedTurn(
            turn.Id.Number, turn.At, [.. result.Notes.Select(note => RecordedStep.Of(note))]));
        return Conversation.Commit(result, turn)?.Text;
    }

    public Task<ReplayReport> ReplayAsync(ReplayChange? change = null) => ReplayAsync(Recording, change, Workspace);

    public async Task<ReplayReport> ReplayAsync(
        Recording recording, ReplayChange? change = null, Workspace? workspace = null)
    {
        change ??= new ReplayChange();
        (await Replayer.CheckAsync(
            recording, workspace ?? Workspace, change, TestContext.Current.CancellationToken)).ShouldBeNull();
        return await Replayer.RunAsync(
            recording, workspace ?? Workspace, change, TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => _brain.DisposeAsync();

    /// <summary>What differs, for the message of a test that fails.</summary>
    public static string Words(ReplayReport report) => string.Join("\n", report.Turns.Select(turn =>
        $"{turn.Number} {turn.Outcome} {turn.Reason} {string.Join(',', turn.Differences)} "
        + $"{string.Join(';', turn.Deviations)} {string.Join(';', turn.Failures)}\n"
        + $"- {turn.Before.Said}\n+ {turn.After?.Said}\n"
        + $"- {string.Join(';', turn.Before.Calls)}\n+ {string.Join(';', turn.After?.Calls ?? [])}\n"
        + $"- {string.Join(';', turn.Before.Judged)}\n+ {string.Join(';', turn.After?.Judged ?? [])}"));

    private static Recording Read(JsonElement json)
    {
        var recording = Recording.Read(AsKept(json), out var wrong);
        wrong.ShouldBeNull();
        return recording.ShouldNotBeNull();
    }

    // PostgreSQL's jsonb has the shorter of two names first.
    private static JsonElement AsKept(JsonElement json) => JsonSerializer.SerializeToElement(Kept(json));

    private static JsonNode? Kept(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => new JsonObject(json.EnumerateObject()
            .OrderBy(member => member.Name.Length).ThenBy(member => member.Name, StringComparer.Ordinal)
            .Select(member => KeyValuePair.Create(member.Name, Kept(member.Value)))),
        JsonValueKind.Array => new JsonArray([.. json.EnumerateArray().Select(Kept)]),
        _ => JsonValue.Create(json),
    };

    /// <summary>What is not kept by us stays as it is.</summary>
    private sealed class LinksOfOurs : IMediaLinks
    {
        private readonly TestLinks _links = new();

        public Attachment Sign(string workspace, Attachment attachment) =>
            MediaId.TryFind(attachment, out _) ? _links.Sign(workspace, attachment) : attachment;
    }
}
