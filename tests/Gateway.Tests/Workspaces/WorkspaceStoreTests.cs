using System.Diagnostics.Metrics;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Channels.Web;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;
using Gateway.Testing;
using Gateway.Workspaces;

namespace Gateway.Tests.Workspaces;

public sealed class WorkspaceStoreTests(TableStores stores) : IClassFixture<TableStores>, IAsyncLifetime
{
    private const string Actor = "operator:test";
    private static readonly CancellationToken None = CancellationToken.None;

    private string _database = null!;
    private TableNode _node = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await stores.CreateDatabaseAsync();
        _node = await StartAsync(files: File("filed", AddNumber("+33700000002")));
    }

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    [Fact]
    public async Task What_is_created_changed_and_deleted_is_served_so_when_the_store_returns()
    {
        (await CreateAsync("a", AddNumber("+33700000003"))).ShouldBe(new WorkspaceChange.Done("a", 1));
        _node.Served.TryGetBySiteKey("a", out var created).ShouldBeTrue();
        _node.Served.TryGetByLine(ChannelKind.Sms, "+33700000003", out _, out _).ShouldBeTrue();

        (await ReplaceAsync("a", 1, document => document["locale"] = "en")).ShouldBe(new WorkspaceChange.Done("a", 2));
        _node.Served.TryGet("a", out var changed).ShouldBeTrue();
        changed!.Locale.ShouldBe("en");
        _node.Served.TryGetByLine(ChannelKind.Sms, "+33700000003", out _, out _).ShouldBeFalse();
        // Whoever had begun with it has what they had.
        created!.Locale.ShouldBe("fr");

        (await _node.Store.DisableAsync("a", 2, Actor, None)).ShouldBe(new WorkspaceChange.Done("a", 3));
        _node.Served.TryGet("a", out _).ShouldBeFalse();
        (await _node.Store.EnableAsync("a", 3, Actor, None)).ShouldBe(new WorkspaceChange.Done("a", 4));
        _node.Served.TryGet("a", out _).ShouldBeTrue();
        (await _node.Store.DeleteAsync("a", 4, Actor, None)).ShouldBe(new WorkspaceChange.Done("a", 5));
        _node.Served.TryGet("a", out _).ShouldBeFalse();
        (await _node.Store.FindAsync("a", None)).ShouldBeNull();

        (await _node.AskAsync<string>(
            """
            SELECT string_agg(version || ' ' || action, ', ' ORDER BY version) || ' by ' || min(actor)
            FROM workspace_versions
            """))
            .ShouldBe($"1 created, 2 changed, 3 disabled, 4 enabled, 5 deleted by {Actor}");
        (await _node.AskAsync<long>("SELECT count(*) FROM audit_events WHERE subject = 'workspace:a'")).ShouldBe(5);
        (await _node.AskAsync<bool>(
            """
            SELECT bool_and(before_hash IS NOT DISTINCT FROM earlier) FROM
                (SELECT before_hash, lag(after_hash) OVER (ORDER BY id) AS earlier FROM audit_events) AS events
            """)).ShouldBeTrue();
        (await _node.AskAsync<string>("SELECT solution FROM workspaces WHERE id = 'a'")).ShouldBe("shop");
    }

    [Fact]
    public async Task A_document_is_held_to_the_rules_of_a_file()
    {
        var refused = (await CreateAsync("a", document => (document["locale"], document["colour"]) = ("de", "red")))
            .ShouldBeOfType<WorkspaceChange.Refused>();

        refused.Errors.Select(error => error.Path).ShouldBe(["$.locale", "$.colour"]);
        Reason(await _node.Store.CreateAsync("{ not json"u8.ToArray(), Actor, None))
            .Reason.ShouldContain("is not valid JSON");
        Reason(await _node.Store.CreateAsync(new byte[2 * 1024 * 1024], Actor, None))
            .Reason.ShouldBe("is larger than 1 MB");
        await CreateAsync("a");
        Reason(await _node.Store.ReplaceAsync("a", TableNode.Document("b"), 1, Actor, None))
            .ShouldBe(new WorkspaceError("$.id", "found \"b\", expected the id of the row, \"a\""));
    }

    [Fact]
    public async Task An_id_is_given_once()
    {
        (await CreateAsync("a")).ShouldBeOfType<WorkspaceChange.Done>();
        (await CreateAsync("a")).ShouldBeOfType<WorkspaceChange.IdTaken>();
        (await CreateAsync("filed")).ShouldBeOfType<WorkspaceChange.IdTaken>();

        await _node.Store.DeleteAsync("a", 1, Actor, None);

        (await CreateAsync("a")).ShouldBeOfType<WorkspaceChange.IdTaken>();
        (await ReplaceAsync("a", 2)).ShouldBeOfType<WorkspaceChange.Unknown>();
        (await ReplaceAsync("filed", 1)).ShouldBeOfType<WorkspaceChange.HasFile>();
    }

    [Fact]
    public async Task A_line_of_another_workspace_is_refused_and_free_once_that_one_is_deleted()
    {
        await CreateAsync("a", AddNumber("+33700000003"));

        Reason(await CreateAsync("b", AddNumber("+33700000003")))
            .ShouldBe(new WorkspaceError("$.channels[1].number", "is used by the workspace a"));
        Reason(await CreateAsync("b", AddNumber("+33700000002")))
            .ShouldBe(new WorkspaceError("$.channels[1].number", "is used by the workspace filed"));
        await _node.Store.DisableAsync("a", 1, Actor, None);
        Reason(await CreateAsync("b", AddNumber("+33700000003"))).Reason.ShouldBe("is used by the workspace a");

        await _node.Store.DeleteAsync("a", 2, Actor, None);

        (await CreateAsync("b", AddNumber("+33700000003"))).ShouldBeOfType<WorkspaceChange.Done>();
    }

    [Fact]
    public async Task A_bot_that_waits_for_its_secret_is_held_all_the_same()
    {
        var bot = AddChannel(new JsonObject
        {
            ["kind"] = "telegram",
            ["bot"] = "waiting_bot",
            ["token"] = "${Workspaces:a:Token}",
        });
        (await CreateAsync("a", bot)).ShouldBeOfType<WorkspaceChange.Done>();
        _node.Served.Closed.ShouldHaveSingleItem().Reason.ShouldBe("the secret Workspaces:a:Token is not configured");

        Reason(await CreateAsync("b", AddChannel(new JsonObject
        {
            ["kind"] = "telegram",
            ["bot"] = "Waiting_Bot",
            ["token"] = "700000099:fake-telegram-token-for-tests",
        }))).Reason.ShouldBe("is used by the workspace a");
    }

    [Fact]
    public async Task A_row_reaches_no_secrets_but_its_own()
    {
        Reason(await CreateAsync("a", document => document["name"] = "${Other:Secret}")).ShouldBe(new WorkspaceError(
            "$.name", "refers to Other:Secret; a row may refer to what stands under Workspaces:a: alone"));
    }

    [Fact]
    public async Task Of_many_nodes_that_ask_for_one_line_one_gets_it()
    {
        await using var other = await StartAsync();
        var changes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
            (i % 2 == 0 ? _node : other).Store.CreateAsync(TableNode.Document($"w{i}", Want), Actor, None)));

        var winner = changes.OfType<WorkspaceChange.Done>().ShouldHaveSingleItem().Id;
        foreach (var refused in changes.Where(change => change is not WorkspaceChange.Done))
            Reason(refused).ShouldBe(new WorkspaceError("$.channels[0].siteKey", $"is used by the workspace {winner}"));
    }

    [Fact]
    public async Task Of_many_who_change_one_version_one_does()
    {
        await CreateAsync("a");

        var changes = await Task.WhenAll(Enumerable.Range(0, 6)
            .Select(i => ReplaceAsync("a", 1, document => document["name"] = $"N{i}")));

        changes.OfType<WorkspaceChange.Done>().ShouldHaveSingleItem().Version.ShouldBe(2);
        changes.Count(change => change is WorkspaceChange.Outdated { Version: 2 }).ShouldBe(5);
        (await _node.AskAsync<long>("SELECT count(*) FROM workspace_versions")).ShouldBe(2);
    }

    [Fact]
    public async Task Two_rows_can_exchange_a_line_by_way_of_neither()
    {
        await CreateAsync("a", AddNumber("+33700000003"));
        await CreateAsync("b");

        (await ReplaceAsync("a", 1)).ShouldBeOfType<WorkspaceChange.Done>();
        (await ReplaceAsync("b", 1, AddNumber("+33700000003"))).ShouldBeOfType<WorkspaceChange.Done>();

        _node.Served.TryGetByLine(ChannelKind.Sms, "+33700000003", out var holder, out _).ShouldBeTrue();
        holder!.Id.ShouldBe("b");
    }

    [Fact]
    public async Task A_row_that_is_wrong_is_named_and_counted_and_takes_no_other_down()
    {
        await CreateAsync("good");
        await _node.AskAsync<object>(
            """
            INSERT INTO workspaces (id, document, version, created_at, updated_at) VALUES
                ('wrong', '{"id": "wrong", "name": "W", "solution": "bakery"}', 1, now(), now()),
                ('empty', '{}', 1, now(), now()),
                ('thief', '{"id": "thief", "name": "T", "solution": "shop", "channels":
                    [{"kind": "web", "siteKey": "good", "allowedOrigins": ["https://t.example"]}]}', 1, now(), now()),
                ('fine', '{"id": "fine", "name": "F", "solution": "shop"}', 1, now(), now())
            """);
        _ = _node.Metrics;

        (await _node.Watch.TryLookAsync(None)).ShouldBeTrue();

        _node.Served.All.Select(workspace => workspace.Id).ShouldBe(["filed", "fine", "good"]);
        _node.Served.TryGetBySiteKey("good", out var holder).ShouldBeTrue();
        holder!.Id.ShouldBe("good");
        _node.Served.Faulty.Select(row => row.Name).ShouldBe(["empty", "thief", "wrong"], ignoreOrder: true);
        Logged("Error: Workspace wrong of the table: $.solution").ShouldBe(1);
        Logged("Error: Workspace thief of the table: $.channels[0].siteKey").ShouldBe(1);
        FaultyOf(_node, "table").ShouldBe(3);
        FaultyOf(_node, "file").ShouldBe(0);
    }

    [Fact]
    public async Task A_row_that_turns_wrong_is_served_as_it_was()
    {
        await CreateAsync("a", document => document["name"] = "Before");

        await _node.AskAsync<object>(
            """UPDATE workspaces SET document = '{"id": "a", "name": "After"}' WHERE id = 'a'""");
        await _node.Watch.TryLookAsync(None);

        _node.Served.TryGet("a", out var kept).ShouldBeTrue();
        kept!.Name.ShouldBe("Before");
        _node.Served.Faulty.ShouldHaveSingleItem().Id.ShouldBe("a");
        (await ReplaceAsync("a", 1, document => document["name"] = "Mended")).ShouldBeOfType<WorkspaceChange.Done>();
        _node.Served.Faulty.ShouldBeEmpty();
        _node.Served.All.ShouldContain(workspace => workspace.Name == "Mended");
    }

    [Fact]
    public async Task A_file_wins_over_a_row_of_its_id_and_the_row_is_served_once_it_is_gone()
    {
        await CreateAsync("a", document => document["name"] = "Of the row");

        await _node.WriteFileAsync("a", document => document["name"] = "Of the file");

        _node.Served.All.Select(workspace => workspace.Name).ShouldContain("Of the file");
        Logged("Warning: The workspace a has a file and a row").ShouldBe(1);
        (await ReplaceAsync("a", 1)).ShouldBeOfType<WorkspaceChange.HasFile>();

        _node.DeleteFile("a");

        _node.Served.All.Select(workspace => workspace.Name).ShouldContain("Of the row");
    }

    [Fact]
    public async Task A_file_that_came_while_the_gateway_stood_still_does_not_get_what_a_row_holds()
    {
        await CreateAsync("zoe", Want);

        await using var restarted = await StartAsync(files: File("alma", Want));

        restarted.Served.TryGetBySiteKey("wanted", out var holder).ShouldBeTrue();
        holder!.Id.ShouldBe("zoe");
        restarted.Served.Faulty.ShouldHaveSingleItem().Name.ShouldBe("alma.json");
    }

    [Fact]
    public async Task A_row_is_not_put_on_the_air_again_with_what_a_file_took_meanwhile()
    {
        await CreateAsync("a", AddNumber("+33700000003"));
        await _node.Store.DisableAsync("a", 1, Actor, None);
        await _node.WriteFileAsync("new", AddNumber("+33700000003"));

        Reason(await _node.Store.EnableAsync("a", 2, Actor, None)).Reason.ShouldBe("is used by the workspace new");

        _node.Served.TryGet("a", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task What_one_node_changes_the_others_hear_of()
    {
        // By a clock that stands still, no look is due: what is served was heard of.
        await using var other = await StartAsync(clock: new ManualClock());
        await other.Watch.StartAsync(None);

        await UntilAsync(other, () => CreateAsync("a"), served => served.TryGet("a", out _));
        await UntilAsync(other, () => ReplaceAsync("a", 1, document => document["locale"] = "en"),
            served => served.TryGet("a", out var a) && a.Locale == "en");
        await UntilAsync(other, () => _node.Store.DeleteAsync("a", 2, Actor, None),
            served => !served.TryGet("a", out _));

        await other.Watch.StopAsync(None);
    }

    [Fact]
    public async Task What_nobody_told_of_is_found_within_ten_seconds()
    {
        var clock = new ManualClock();
        await using var other = await StartAsync(clock);
        await other.Watch.StartAsync(None);

        await UntilAsync(other, async () =>
        {
            await _node.AskAsync<object>(
                """
                INSERT INTO workspaces (id, document, version, created_at, updated_at)
                VALUES ('quiet', '{"id": "quiet", "name": "Q", "solution": "shop"}', 1, now(), now())
                """);
            clock.Advance(TimeSpan.FromSeconds(10));
        }, served => served.TryGet("quiet", out _));

        await other.Watch.StopAsync(None);
    }

    [Fact]
    public async Task What_has_not_changed_is_the_same_object_after_a_look()
    {
        await CreateAsync("a");
        _node.Served.TryGet("a", out var before).ShouldBeTrue();

        await CreateAsync("b");

        // What listens tells by this which pollers may go on.
        _node.Served.TryGet("a", out var after).ShouldBeTrue();
        after.ShouldBeSameAs(before);
    }

    private Task<TableNode> StartAsync(TimeProvider? clock = null, params (string Id, string Content)[] files) =>
        TableNode.StartAsync(stores.Redis, _database, clock, files);

    private Task<WorkspaceChange> CreateAsync(string id, Action<JsonObject>? change = null) =>
        _node.Store.CreateAsync(TableNode.Document(id, change), Actor, None);

    private Task<WorkspaceChange> ReplaceAsync(string id, int version, Action<JsonObject>? change = null) =>
        _node.Store.ReplaceAsync(id, TableNode.Document(id, change), version, Actor, None);

    private static (string Id, string Content) File(string id, Action<JsonObject> change) =>
        (id, Encoding.UTF8.GetString(TableNode.Document(id, change)));

    private static void Want(JsonObject document) => document["channels"]![0]!["siteKey"] = "wanted";

    private static Action<JsonObject> AddNumber(string number) =>
        AddChannel(new JsonObject { ["kind"] = "sms", ["number"] = number });

    private static Action<JsonObject> AddChannel(JsonObject channel) =>
        document => document["channels"]!.AsArray().Add(channel.DeepClone());

    private int Logged(string start) =>
        _node.Logs.Lines.Count(line => line.StartsWith(start, StringComparison.Ordinal));

    private static WorkspaceError Reason(WorkspaceChange change) =>
        change.ShouldBeOfType<WorkspaceChange.Refused>().Errors.ShouldHaveSingleItem();

    private static async Task UntilAsync(TableNode node, Func<Task> act, Func<IWorkspaces, bool> isDone)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look(IReadOnlyCollection<Workspace> now)
        {
            if (isDone(node.Served))
                done.TrySetResult();
        }

        node.Served.Changed += Look;
        await act();
        Look([]);
        await done.Task.WaitAsync(TimeSpan.FromSeconds(30));
        node.Served.Changed -= Look;
    }

    private static int FaultyOf(TableNode node, string source)
    {
        var found = 0;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name == "gateway.workspaces.faulty" && instrument.Meter.Scope == node.Meters)
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<int>((_, value, tags, _) =>
        {
            foreach (var (name, tag) in tags)
            {
                if (name == "source" && (string?)tag == source)
                    found += value;
            }
        });
        listener.Start();
        listener.RecordObservableInstruments();
        return found;
    }
}
