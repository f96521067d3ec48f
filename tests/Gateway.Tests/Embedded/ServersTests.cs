using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Gateway.Embedded;
using Gateway.Embedded.Servers;
using Gateway.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Tests.Embedded;

public sealed class ServersTests : IDisposable
{
    private readonly string _home = Path.Combine(Path.GetTempPath(), $"gateway-servers-{Guid.NewGuid():n}");

    public ServersTests() => Directory.CreateDirectory(ServerCommand.DataDirectoryOf(_home));

    public void Dispose() => Directory.Delete(_home, recursive: true);

    [Fact]
    public async Task A_stranger_that_got_the_number_of_a_server_is_left_alone()
    {
        using var stranger = Process.Start(
            new ProcessStartInfo("sleep", "60") { WorkingDirectory = ServerCommand.DataDirectoryOf(_home) })!;
        var pidFile = ServerCommand.PidFileOf(_home);
        await File.WriteAllTextAsync(pidFile, stranger.Id.ToString(CultureInfo.InvariantCulture));
        try
        {
            await Leftover.EndAsync(
                pidFile, "redis-server", ServerCommand.DataDirectoryOf(_home), Libc.Terminate, NullLogger.Instance,
                CancellationToken.None);

            stranger.HasExited.ShouldBeFalse();
            File.Exists(pidFile).ShouldBeFalse();
        }
        finally
        {
            stranger.Kill();
        }
    }

    [Fact]
    public async Task A_server_of_other_data_is_left_alone()
    {
        var (server, _) = await StartRedisAsync();
        await using var running = server;
        var copy = Path.Combine(_home, "copy");
        Directory.CreateDirectory(copy);

        await Leftover.EndAsync(
            ServerCommand.PidFileOf(_home), "redis-server", copy, Libc.Terminate, NullLogger.Instance,
            CancellationToken.None);

        ProcessTable.IsServer(server.Pid, "redis-server", ServerCommand.DataDirectoryOf(_home)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_server_that_dies_runs_again_on_its_port()
    {
        var (server, connectionString) = await StartRedisAsync();
        await using var running = server;
        var first = server.Pid;

        Libc.Signal(first, Libc.Kill);

        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (server.Pid == first)
            await Task.Delay(20, deadline.Token);
        var port = int.Parse(connectionString.Split(':', ',')[1], CultureInfo.InvariantCulture);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        client.Connected.ShouldBeTrue();
    }

    [Fact]
    public async Task A_server_that_starts_and_ends_at_once_is_started_ever_more_rarely_and_complained_of_once()
    {
        var clock = new ManualClock();
        var logs = new RecordedLogs();
        var starts = 0;
        var command = new ServerCommand
        {
            Name = "Redis",
            Program = "/bin/sh",
            Arguments = ["-c", "echo \"$$:M 29 Nov 04:00:00.$$ # Can't write: No space left on device\"; exit 1"],
            Home = _home,
            StopSignal = Libc.Terminate,
            IsReadyAsync = (_, _) => Task.FromResult(Interlocked.Increment(ref starts) > 0),
        };
        await using var server = await SupervisedServer.StartAsync(command, logs, CancellationToken.None, clock);
        var begun = clock.GetUtcNow();

        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (Volatile.Read(ref starts) < 8)
        {
            clock.Advance(TimeSpan.FromSeconds(0.5));
            await Task.Delay(5, deadline.Token);
        }

        // Seven pauses that double from 0.2 s; a pause that began anew with each start would need 1.4 s for all of
        // them.
        (clock.GetUtcNow() - begun).ShouldBeGreaterThan(TimeSpan.FromSeconds(25));
        logs.Lines.Count(line => line.StartsWith("Error: Redis has ended unexpectedly: ", StringComparison.Ordinal))
            .ShouldBe(1);
        logs.Lines[0].ShouldContain("No space left on device");
        logs.Lines.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Reasons_that_take_turns_are_each_told_once_and_that_it_runs_again_though_the_last_try_was_no_news()
    {
        var clock = new ManualClock();
        var logs = new RecordedLogs();
        var starts = 0;
        var command = new ServerCommand
        {
            Name = "Redis",
            Program = "/bin/sh",
            Arguments = ["-c", "sleep 0.05; echo ended; exit 1"],
            Home = _home,
            StopSignal = Libc.Terminate,
            // Two of three starts fail alike, the third succeeds and ends at once.
            IsReadyAsync = (_, _) => Interlocked.Increment(ref starts) % 3 == 1
                ? Task.FromResult(true)
                : Task.FromException<bool>(new ServerStartException("Redis cannot be started: no port")),
        };
        await using var server = await SupervisedServer.StartAsync(command, logs, CancellationToken.None, clock);

        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (Volatile.Read(ref starts) < 8)
        {
            clock.Advance(TimeSpan.FromSeconds(2));
            await Task.Delay(5, deadline.Token);
        }

        logs.Lines.Count(line => line.StartsWith("Error: ", StringComparison.Ordinal)).ShouldBe(2);
        logs.Lines[2].ShouldContain("runs again");
        logs.Lines.Count.ShouldBe(3);
    }

    [Fact]
    public void The_pauses_before_a_restart_grow_to_a_minute_until_a_server_has_run_well()
    {
        var pauses = new RestartPauses();

        Enumerable.Range(0, 12)
            .Select(i => pauses.After(i % 2 == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(20)).TotalSeconds)
            .ShouldBe([0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8, 25.6, 51.2, 60, 60, 60]);
        pauses.After(RestartPauses.Well).ShouldBe(RestartPauses.First);
        pauses.After(TimeSpan.Zero).ShouldBe(RestartPauses.First * 2);
    }

    [Fact]
    public async Task A_restart_keeps_the_port_when_it_is_free()
    {
        var (first, before) = await StartRedisAsync();
        await first.DisposeAsync();

        var (second, after) = await StartRedisAsync();
        await second.DisposeAsync();

        after.ShouldBe(before);
    }

    [Fact]
    public async Task A_server_that_cannot_start_says_why_in_one_line()
    {
        await File.WriteAllTextAsync(Path.Combine(ServerCommand.DataDirectoryOf(_home), "appendonlydir"), "in the way");

        var failure = await Should.ThrowAsync<ServerStartException>(StartRedisAsync());

        failure.Message.ShouldStartWith("Redis ended with code 1 while starting: ");
        failure.Message.ShouldNotContain("\n");
    }

    [Fact]
    public void Two_gateways_do_not_share_a_data_path()
    {
        using var first = DataPathLock.Take(_home);

        Should.Throw<ServerStartException>(() => DataPathLock.Take(_home)).Message.ShouldContain(
            "is in use by another gateway");
    }

    [Fact]
    public void A_data_path_that_cannot_be_written_to_is_not_said_to_be_in_use()
    {
        var file = Path.Combine(_home, "file");
        File.WriteAllText(file, "in the way");

        Should.Throw<ServerStartException>(() => DataPathLock.Take(file)).Message.ShouldContain("cannot be written to");
    }

    [Fact]
    public void A_secret_is_made_once()
    {
        var file = Path.Combine(_home, "secret");

        var secret = PrivateFile.KeepSecret(file);

        secret.Length.ShouldBe(64);
        PrivateFile.KeepSecret(file).ShouldBe(secret);
    }

    private Task<(SupervisedServer Server, string ConnectionString)> StartRedisAsync() =>
        EmbeddedRedis.StartAsync(
            _home, "fake-password-for-tests", "everysec", 64, NullLogger.Instance, CancellationToken.None);
}
