using Gateway.Sessions.Workspaces;
using Gateway.Workspaces;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Tests.Workspaces;

public sealed class WorkspaceWatchTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _path = Directory.CreateTempSubdirectory("gateway-workspaces-").FullName;
    private readonly string _names = Path.Combine(
        Directory.CreateTempSubdirectory("gateway-names-").FullName, "held-names.json");
    private readonly ServedWorkspaces _served;
    private WorkspaceWatch _watch = null!;

    public WorkspaceWatchTests() =>
        _served = new ServedWorkspaces(
            new HeldNames(_names, NullLogger<HeldNames>.Instance), TestReaders.Channels,
            NullLogger<ServedWorkspaces>.Instance);

    public async ValueTask InitializeAsync()
    {
        var folder = new WorkspaceFolder(_path, TestReaders.Of(_ => null));
        Write("a", "First");
        _served.Take(folder.Read());
        _watch = new WorkspaceWatch(folder, _served, TimeProvider.System, NullLogger<WorkspaceWatch>.Instance);
        await _watch.StartAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _watch.StopAsync(CancellationToken.None);
        _watch.Dispose();
        Directory.Delete(_path, recursive: true);
        Directory.Delete(Path.GetDirectoryName(_names)!, recursive: true);
    }

    [Fact]
    public async Task A_changed_a_new_and_a_deleted_file_are_taken_up_without_a_restart()
    {
        await UntilAsync(() => Write("a", "Second"), () => _served.All.Any(workspace => workspace.Name == "Second"));
        await UntilAsync(() => Write("b", "Other"), () => _served.All.Count == 2);
        await UntilAsync(
            () => File.Delete(Path.Combine(_path, "a.json")), () => _served.All.All(workspace => workspace.Id == "b"));
    }

    [Fact]
    public async Task Whoever_cannot_take_a_change_does_not_end_the_watch()
    {
        var fails = true;
        _served.Changed += _ =>
        {
            if (fails)
                throw new InvalidOperationException("cannot take it");
        };
        await UntilAsync(() => Write("a", "Second"), () => _served.All.Any(workspace => workspace.Name == "Second"));

        fails = false;
        await UntilAsync(() => Write("a", "Third"), () => _served.All.Any(workspace => workspace.Name == "Third"));
    }

    [Fact]
    public async Task A_file_that_turns_bad_is_reported_and_its_business_served_as_before()
    {
        await UntilAsync(() => File.WriteAllText(Path.Combine(_path, "a.json"), "{"), () => _served.Faulty.Count == 1);

        _served.All.Single().Name.ShouldBe("First");
    }

    private async Task UntilAsync(Action act, Func<bool> isDone)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look(IReadOnlyCollection<Workspace> now)
        {
            if (isDone())
                done.TrySetResult();
        }

        _served.Changed += Look;
        act();
        await done.Task.WaitAsync(Patience);
        _served.Changed -= Look;
    }

    private void Write(string id, string name) => File.WriteAllText(Path.Combine(_path, $"{id}.json"),
        $$"""{ "id": "{{id}}", "name": "{{name}}", "solution": "shop" }""");
}
