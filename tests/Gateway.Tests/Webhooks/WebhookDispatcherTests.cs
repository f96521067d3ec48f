using System.Collections.Concurrent;
using System.Net;
using Gateway.Brain.Crm;
using Gateway.Brain.Prospects;
using Gateway.Brain.Records;
using Gateway.Brain.Webhooks;
using Gateway.Sessions.Network;
using Gateway.Sessions.Workspaces;
using Gateway.Testing;
using Gateway.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Gateway.Tests.Webhooks;

/// <summary>Messages on their way from a database of the test's own to a receiver on this machine.</summary>
public sealed class WebhookDispatcherTests : IAsyncLifetime
{
    private const string Workspace = "demo-sales";
    private static readonly byte[] Secret = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    private readonly ManualClock _clock = new();
    private readonly ConcurrentQueue<Received> _received = [];
    private readonly LoopbackServer _receiver;
    private readonly TaskCompletionSource _slowMayAnswer = new();
    private FixedWorkspaces _workspaces = new();
    private PostgresServer _postgres = null!;
    private ServiceProvider _services = null!;
    private int _status = 204;
    private string? _retryAfter;

    public WebhookDispatcherTests() => _receiver = new LoopbackServer(app =>
    {
        app.MapPost("/hook", TakeAsync);
        app.MapPost("/slow", () => _slowMayAnswer.Task);
    });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IDbContextFactory<RecordsDbContext> Records =>
        _services.GetRequiredService<IDbContextFactory<RecordsDbContext>>();

    private IDeliveryTargets Targets => _services.GetRequiredService<IDeliveryTargets>();

    public async ValueTask InitializeAsync()
    {
        _postgres = await PostgresServer.StartAsync();
        await _receiver.StartAsync();
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(_clock);
        services.AddSingleton(NpgsqlDataSource.Create(_postgres.ConnectionString()));
        services.AddSingleton(new WebhookTargets(new Dictionary<string, WebhookTarget>
        {
            [Workspace] = new WebhookTarget(new Uri(_receiver.Address!, "/hook"), Secret),
        }));
        services.AddSingleton<IWorkspaces>(_ => _workspaces);
        services.AddSingleton(new Egress(new SocketDialer(), []));
        services.AddSingleton<DeliveryTargets>();
        services.AddSingleton<IDeliveryTargets>(provider => provider.GetRequiredService<DeliveryTargets>());
        services.AddSingleton<WebhookSender>();
        services.AddSingleton<WebhookMetrics>();
        services.AddLogging().AddMetrics().AddWholeRecords().AddCrm();
        _services = services.BuildServiceProvider();
        await _services.GetRequiredService<RecordsMigrator>().MigrateAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _receiver.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    [Fact]
    public async Task What_happened_arrives_signed()
    {
        await HappenAsync("1");

        await SendAsync();

        var received = _received.ShouldHaveSingleItem();
        received.Timestamp.ShouldBe(_clock.GetUtcNow().ToUnixTimeSeconds());
        received.Signature.ShouldBe(
            WebhookSignature.Sign(Secret, received.Id, received.Timestamp, received.Body));
        received.Body.ShouldContain("\"type\":\"prospect.recorded\"");
        WebhookState.Of(await OnlyAsync()).ShouldBe(WebhookState.Delivered);
        (await SendAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task What_fails_is_sent_again_later_under_the_same_id()
    {
        await HappenAsync("1");
        _status = 500;
        await SendAsync();
        var message = await OnlyAsync();
        (WebhookState.Of(message), message.LastStatus).ShouldBe((WebhookState.Pending, 500));

        _clock.Advance(TimeSpan.FromSeconds(4));
        (await SendAsync()).ShouldBe(0);
        _status = 200;
        _clock.Advance(TimeSpan.FromSeconds(1));
        (await SendAsync()).ShouldBe(1);

        _received.Count.ShouldBe(2);
        _received.Select(one => (one.Id, one.Body)).Distinct().Count().ShouldBe(1);
        _received.Select(one => one.Signature).Distinct().Count().ShouldBe(2);
        WebhookState.Of(await OnlyAsync()).ShouldBe(WebhookState.Delivered);
    }

    [Fact]
    public async Task What_never_arrives_is_given_up_and_can_be_replayed()
    {
        await HappenAsync("1");
        _status = 302;
        for (var attempt = 0; attempt < 20; attempt++)
        {
            await SendAsync();
            _clock.Advance(TimeSpan.FromHours(15));
        }

        _received.Count.ShouldBe(9);
        var failed = await OnlyAsync();
        WebhookState.Of(failed).ShouldBe(WebhookState.Failed);
        _status = 200;
        await _services.GetRequiredService<WebhookList>().ReplayAsync(failed.Id, Workspace, Cancellation);
        await SendAsync();
        WebhookState.Of(await OnlyAsync()).ShouldBe(WebhookState.Delivered);
    }

    [Fact]
    public async Task A_receiver_that_wants_no_more_is_not_asked_again()
    {
        await HappenAsync("1");
        _status = 410;

        await SendAsync();

        WebhookState.Of(await OnlyAsync()).ShouldBe(WebhookState.Failed);
    }

    [Fact]
    public async Task A_receiver_that_is_away_gets_it_when_it_is_back()
    {
        await HappenAsync("1");
        await _receiver.GoDownAsync();
        await SendAsync();
        var message = await OnlyAsync();
        (WebhookState.Of(message), message.LastStatus, message.LastError).ShouldBe(
            (WebhookState.Pending, null, "ConnectionError"));

        await _receiver.StartAsync();
        _clock.Advance(TimeSpan.FromSeconds(5));
        await SendAsync();

        _received.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_target_that_is_slow_holds_up_no_other()
    {
        Serve(new Uri(_receiver.Address!, "/slow"));
        _services.GetRequiredService<IDeliveryTargets>().Of(Workspace, "task.recorded")
            .ShouldBe(["webhook", "webhook:erp"]);
        using var dispatcher = Dispatcher(allowed: IPNetwork.Parse("127.0.0.0/8"));
        await HappenAsync("1");
        var first = await dispatcher.BeginDueAsync(Cancellation);
        first.Count.ShouldBe(2);
        await Task.WhenAny(first);

        for (var i = 2; i <= 10; i++)
        {
            await HappenAsync($"{i}");
            (await Task.WhenAll(await dispatcher.BeginDueAsync(Cancellation))).ShouldBe([1]);
        }

        _received.Count.ShouldBe(10);
        _slowMayAnswer.SetResult();
        await Task.WhenAll(first);
    }

    [Fact]
    public async Task What_a_workspace_names_is_not_reached_in_a_network_that_is_not_public()
    {
        Serve(new Uri(_receiver.Address!, "/hook"));
        await HappenAsync("1");

        await SendAsync();

        _received.Count.ShouldBe(1);
        await using var db = await Records.CreateDbContextAsync(Cancellation);
        var refused = await db.WebhookDeliveries.SingleAsync(one => one.Target == "webhook:erp", Cancellation);
        (WebhookState.Of(refused), refused.LastStatus).ShouldBe((WebhookState.Pending, null));
        refused.LastError.ShouldNotBeNull();
    }

    [Fact]
    public async Task What_a_workspace_does_not_want_it_is_not_told()
    {
        Serve(new Uri(_receiver.Address!, "/hook"), WebhookEvents.TaskRecorded);

        await HappenAsync("1");

        (await OnlyAsync()).Target.ShouldBe("webhook");
    }

    [Fact]
    public async Task A_target_that_asks_for_a_rest_gets_it_for_all_its_messages()
    {
        await HappenAsync("1");
        using var dispatcher = Dispatcher();
        (_status, _retryAfter) = (429, "120");
        await dispatcher.SendDueAsync(Cancellation);
        _status = 200;
        await HappenAsync("2");

        (await dispatcher.SendDueAsync(Cancellation)).ShouldBe(0);
        _clock.Advance(TimeSpan.FromSeconds(119));
        (await dispatcher.SendDueAsync(Cancellation)).ShouldBe(0);
        _clock.Advance(TimeSpan.FromSeconds(1));
        (await dispatcher.SendDueAsync(Cancellation)).ShouldBe(2);
    }

    [Fact]
    public async Task Nodes_that_send_at_once_send_each_message_once()
    {
        for (var i = 0; i < 30; i++)
            await HappenAsync($"{i}");

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => SendAsync()));

        _received.Count.ShouldBe(30);
        _received.Select(one => one.Id).Distinct().Count().ShouldBe(30);
    }

    [Fact]
    public async Task What_a_node_took_and_died_with_another_sends()
    {
        await HappenAsync("1");
        await using (var db = await Records.CreateDbContextAsync(Cancellation))
        {
            await db.WebhookDeliveries.ExecuteUpdateAsync(
                row => row.SetProperty(one => one.Attempts, 1)
                    .SetProperty(one => one.NextAt, _clock.GetUtcNow().AddMinutes(1)),
                Cancellation);
        }

        (await SendAsync()).ShouldBe(0);
        _clock.Advance(TimeSpan.FromMinutes(1));
        (await SendAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task What_was_told_is_forgotten_after_thirty_days_and_what_waits_is_not()
    {
        await HappenAsync("1");
        await SendAsync();
        _clock.Advance(WebhookDispatcher.Kept);
        await HappenAsync("2");
        using var dispatcher = Dispatcher();

        await dispatcher.ForgetAsync(Cancellation);
        await using var db = await Records.CreateDbContextAsync(Cancellation);
        (await db.WebhookDeliveries.CountAsync(Cancellation)).ShouldBe(2);
        _clock.Advance(TimeSpan.FromHours(1));
        await dispatcher.ForgetAsync(Cancellation);

        WebhookState.Of(await OnlyAsync()).ShouldBe(WebhookState.Pending);
    }

    private Task<long> HappenAsync(string session) => _services.GetRequiredService<ProspectBook>().RecordAsync(
        new ProspectDraft(Workspace, session, "sales", "web") { LastName = "Lovelace" }, "1", "sales-crm",
        Cancellation);

    private async Task<int> SendAsync()
    {
        using var dispatcher = Dispatcher();
        return await dispatcher.SendDueAsync(Cancellation);
    }

    private WebhookDispatcher Dispatcher(params IReadOnlyList<IPNetwork> allowed) => new(
        Records, Targets,
        [
            allowed.Count == 0
                ? _services.GetRequiredService<WebhookSender>()
                : new WebhookSender(
                    _services.GetRequiredService<DeliveryTargets>(), new Egress(new SocketDialer(), allowed), _clock),
        ],
        _clock, _services.GetRequiredService<WebhookMetrics>(), NullLogger<WebhookDispatcher>.Instance);

    private void Serve(Uri url, params IReadOnlyList<string> events) => _workspaces = new FixedWorkspaces(
        new Workspace
        {
            Id = Workspace,
            Name = "Demo",
            Solution = "sales",
            Webhooks = [new WebhookSubscription { Id = "erp", Url = url, Secret = Secret, Events = events }],
        });

    private async Task<WebhookDelivery> OnlyAsync()
    {
        await using var db = await Records.CreateDbContextAsync(Cancellation);
        return await db.WebhookDeliveries.AsNoTracking().SingleAsync(Cancellation);
    }

    private async Task TakeAsync(HttpContext http)
    {
        using var body = new StreamReader(http.Request.Body);
        var headers = http.Request.Headers;
        _received.Enqueue(new Received(
            headers["webhook-id"].Single()!, long.Parse(headers["webhook-timestamp"].Single()!),
            headers["webhook-signature"].Single()!, await body.ReadToEndAsync()));
        http.Response.StatusCode = _status;
        if (_retryAfter is { } wait)
            http.Response.Headers.RetryAfter = wait;
    }

    private sealed record Received(string Id, long Timestamp, string Signature, string Body);
}
