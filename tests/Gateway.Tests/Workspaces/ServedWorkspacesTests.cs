using Gateway.Channels.Web;
using Gateway.Sessions.Workspaces;
using Gateway.Workspaces;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Tests.Workspaces;

public sealed class ServedWorkspacesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-served-").FullName;
    private readonly ServedWorkspaces _served;

    public ServedWorkspacesTests() => _served = Start();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_bad_file_does_not_keep_the_others_from_being_served()
    {
        _served.Take([Good("a"), Bad("b"), Good("c")]);

        _served.All.Select(workspace => workspace.Id).ShouldBe(["a", "c"]);
        _served.Faulty.ShouldHaveSingleItem().Name.ShouldBe("b.json");
    }

    [Fact]
    public void A_file_that_turns_bad_keeps_its_last_good_version_on_the_air()
    {
        _served.Take([Good("a")]);

        _served.Take([Bad("a")]);

        _served.TryGet("a", out _).ShouldBeTrue();
        _served.TryGetBySiteKey("key-a", out _).ShouldBeTrue();
        _served.Faulty.ShouldHaveSingleItem();
        _served.Take([Good("a", name: "New")]);
        _served.All.Single().Name.ShouldBe("New");
        _served.Faulty.ShouldBeEmpty();
    }

    [Fact]
    public void A_file_that_is_gone_is_served_no_longer()
    {
        _served.Take([Good("a"), Good("b")]);

        _served.Take([Good("b")]);

        _served.TryGet("a", out _).ShouldBeFalse();
        _served.TryGetBySiteKey("key-a", out _).ShouldBeFalse();
    }

    [Fact]
    public void A_site_key_stays_with_who_has_it()
    {
        _served.Take([Good("b", siteKey: "wanted")]);

        _served.Take([Good("a", siteKey: "wanted"), Good("b", siteKey: "wanted")]);

        _served.TryGetBySiteKey("wanted", out var holder).ShouldBeTrue();
        holder!.Id.ShouldBe("b");
        var refused = _served.Faulty.ShouldHaveSingleItem();
        refused.Name.ShouldBe("a.json");
        refused.Errors.ShouldHaveSingleItem()
            .ShouldBe(new WorkspaceError("$.channels[0].siteKey", "is used by the workspace b"));
    }

    [Fact]
    public void Who_is_served_keeps_its_site_key_from_another_that_is_served_too()
    {
        _served.Take([Good("a"), Good("b", siteKey: "wanted")]);

        _served.Take([Good("a", siteKey: "wanted"), Good("b", siteKey: "wanted")]);

        _served.All.Select(workspace => workspace.Id).ShouldBe(["a", "b"]);
        HolderOf("wanted").ShouldBe("b");
        HolderOf("key-a").ShouldBe("a");
        _served.Faulty.ShouldHaveSingleItem().Name.ShouldBe("a.json");
    }

    [Fact]
    public void Who_was_served_keeps_its_site_key_over_a_restart()
    {
        _served.Take([Good("a"), Good("b", siteKey: "wanted")]);

        var restarted = Start();
        restarted.Take([Good("a", siteKey: "wanted"), Good("b", siteKey: "wanted")]);

        HolderOf("wanted", restarted).ShouldBe("b");
        restarted.TryGet("a", out _).ShouldBeFalse();
    }

    [Fact]
    public void Two_that_are_served_can_exchange_their_site_keys()
    {
        _served.Take([Good("a", siteKey: "one"), Good("b", siteKey: "two")]);

        _served.Take([Good("a", siteKey: "two"), Good("b", siteKey: "one")]);

        (HolderOf("one"), HolderOf("two")).ShouldBe(("b", "a"));
        _served.Faulty.ShouldBeEmpty();
    }

    [Fact]
    public void What_a_bad_file_would_give_up_is_not_free()
    {
        _served.Take([Good("a", siteKey: "one"), Good("b", siteKey: "two"), Good("c")]);

        // b would give up "two" for the key of c, which it does not get; so a cannot have "two" either.
        _served.Take([Good("a", siteKey: "two"), Good("b", siteKey: "key-c"), Good("c")]);

        (HolderOf("one"), HolderOf("two"), HolderOf("key-c")).ShouldBe(("a", "b", "c"));
        _served.Faulty.Select(file => file.Name).ShouldBe(["a.json", "b.json"]);
    }

    [Fact]
    public void A_file_that_uses_a_site_key_twice_is_refused()
    {
        var twice = Good("a");
        twice = twice with
        {
            Workspace =
            twice.Workspace! with { Channels = [.. twice.Workspace.Channels, .. twice.Workspace.Channels] }
        };

        _served.Take([twice, Good("b")]);

        _served.All.Select(workspace => workspace.Id).ShouldBe(["b"]);
        _served.Faulty.ShouldHaveSingleItem().Errors.ShouldHaveSingleItem().Path.ShouldBe("$.channels[1].siteKey");
    }

    [Fact]
    public void Memory_that_is_damaged_says_nothing()
    {
        File.WriteAllText(Path.Combine(_folder, "held-names.json"), "{ not json");

        var restarted = Start();
        restarted.Take([Good("a")]);

        restarted.TryGet("a", out _).ShouldBeTrue();
    }

    [Fact]
    public void A_folder_that_cannot_be_read_changes_nothing()
    {
        _served.Take([Good("a")]);

        _served.Take(null);

        _served.TryGet("a", out _).ShouldBeTrue();
    }

    [Fact]
    public void Whoever_listens_hears_of_the_new_set()
    {
        IReadOnlyCollection<Workspace>? heard = null;
        _served.Changed += now => heard = now;

        _served.Take([Good("a")]);

        heard!.Single().Id.ShouldBe("a");
    }

    private ServedWorkspaces Start() => new(
        new HeldNames(Path.Combine(_folder, "held-names.json"), NullLogger<HeldNames>.Instance), TestReaders.Channels,
        NullLogger<ServedWorkspaces>.Instance);

    private string? HolderOf(string siteKey, ServedWorkspaces? served = null) =>
        (served ?? _served).TryGetBySiteKey(siteKey, out var workspace) ? workspace.Id : null;

    private static WorkspaceDocument Good(
        string id, string name = "Name", string? siteKey = null) => new(id, WorkspaceOrigin.File, new Workspace
        {
            Id = id,
            Name = name,
            Solution = "shop",
            Channels =
            [
                new WorkspaceChannel
                {
                    Kind = "web",
                    Settings = new WebSettings
                    {
                        SiteKey = siteKey ?? $"key-{id}",
                        AllowedOrigins = ["https://shop.example"],
                    },
                },
            ],
        }, []);

    private static WorkspaceDocument Bad(string id) =>
        WorkspaceDocument.Refused(id, WorkspaceOrigin.File, new WorkspaceError("$.name", "found nothing"));
}
