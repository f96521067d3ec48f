using Gateway.Sessions.Workspaces;
using Gateway.Workspaces;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Tests.Workspaces;

public sealed class ServedWorkspacesTests
{
    private readonly ServedWorkspaces _served = new(NullLogger<ServedWorkspaces>.Instance);

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
        refused.Errors.ShouldHaveSingleItem().ShouldBe(new WorkspaceError("$.channels[0].siteKey", "is used by the workspace b"));
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

    private static WorkspaceFile Good(string id, string name = "Name", string? siteKey = null) => new($"{id}.json", new Workspace
    {
        Id = id,
        Name = name,
        Solution = "shop",
        Channels = [new WorkspaceChannel { Kind = "web", SiteKey = siteKey ?? $"key-{id}", AllowedOrigins = ["https://shop.example"] }],
    }, []);

    private static WorkspaceFile Bad(string id) => WorkspaceFile.Refused($"{id}.json", new WorkspaceError("$.name", "found nothing"));
}
