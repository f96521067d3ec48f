using System.Text.Json;
using Gateway.Brain.Prospects;
using Gateway.Brain.Records;
using Gateway.Brain.Sales;
using Gateway.Brain.Sales.State;
using Gateway.Brain.Tests.Records;
using Gateway.Brain.Words;
using Gateway.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Brain.Tests.Sales.Stories;

/// <summary>A conversation with the demo's sales team, whose agents answer what the test wrote down.</summary>
internal sealed class SalesScript : IAsyncDisposable
{
    private readonly IDbContextFactory<RecordsDbContext> _database;
    private readonly TestBrain _brain;

    public SalesScript(
        RecordsDatabase database, ManualClock clock, IReadOnlyList<ScriptedModel.Answer> answers, string locale = "fr")
    {
        _database = database;
        Model = new ScriptedModel(answers);
        _brain = new TestBrain(DemoSales.Workspace, Model, services => services
            .AddSingleton<IDbContextFactory<RecordsDbContext>>(database)
            .AddSingleton<TimeProvider>(clock)
            .AddSales());
        Conversation = _brain.Open(locale, clock);
    }

    public ScriptedModel Model { get; }

    public Conversation Conversation { get; }

    /// <summary>The team's state as the last turn left it.</summary>
    public SalesState Sales => Json.GetProperty("solution").Deserialize<SalesState>(BrainJson.Options)!;

    /// <summary>What waits for a yes; null for nothing.</summary>
    public bool IsWaiting =>
        Json.TryGetProperty("proposal", out var proposal) && !proposal.TryGetProperty("isInBackground", out _);

    private JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Conversation.State.Json!);

    /// <summary>A judge's record.</summary>
    public static ScriptedModel.Answer Judges(object answer) =>
        ScriptedModel.Says(JsonSerializer.Serialize(answer, answer.GetType(), BrainJson.Options));

    public static ScriptedModel.Answer Calls(string tool, params (string Name, object? Value)[] arguments) =>
        ScriptedModel.Calls(tool, arguments.ToDictionary(one => one.Name, one => one.Value));

    public static ScriptedModel.Answer Says(string text) => ScriptedModel.Says(text);

    public async Task<string> SayAsync(string text, string? payload = null) =>
        (await Conversation.SayAsync(text, payload)).ShouldNotBeNull().Text;

    public async Task<Prospect?> ProspectAsync()
    {
        await using var db = await _database.CreateDbContextAsync(TestContext.Current.CancellationToken);
        return await db.Prospects.AsNoTracking().SingleOrDefaultAsync(TestContext.Current.CancellationToken);
    }

    public async Task<IReadOnlyList<CrmTask>> TasksAsync()
    {
        await using var db = await _database.CreateDbContextAsync(TestContext.Current.CancellationToken);
        return await db.CrmTasks.AsNoTracking().OrderBy(task => task.Id)
            .ToListAsync(TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => _brain.DisposeAsync();
}
