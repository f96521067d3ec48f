using System.Net;
using System.Text;
using Gateway.Channels.Media;
using Gateway.Channels.Tests.Web;
using Gateway.Sessions;
using Gateway.Testing;
using Microsoft.AspNetCore.DataProtection;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Media;

public sealed class MediaTests(RedisFixture redis) : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-media-").FullName;
    private readonly EphemeralDataProtectionProvider _keys = new();
    private readonly List<IAsyncDisposable> _started = [];

    [Fact]
    public async Task A_message_that_comes_twice_brings_its_files_once()
    {
        var node = await StartAsync(_ => WireServer.File(Pictures.Jpeg()));
        var message = MediaHost.NewMessage(files: 3);

        var first = await node.Sources.RegisterAsync(message);
        var again = await node.Sources.RegisterAsync(message);

        again.ShouldBe(first);
        first.Select(file => file.Url).ShouldBeUnique();
        first.ShouldAllBe(file => file.Url.StartsWith("/media/") && file.ContentType == "image/jpeg");
    }

    [Fact]
    public async Task Of_a_message_of_more_than_ten_files_the_first_ten_are_taken()
    {
        var node = await StartAsync(_ => WireServer.File(Pictures.Jpeg()));

        (await node.Sources.RegisterAsync(MediaHost.NewMessage(files: 50))).Count.ShouldBe(10);
    }

    [Fact]
    public async Task Registered_files_are_forgotten_with_their_session()
    {
        var node = await StartAsync(_ => WireServer.File(Pictures.Jpeg()));
        var id = await node.RegisterAsync();
        var connection = await redis.Server.ConnectAsync();

        var life = await connection.GetDatabase().KeyTimeToLiveAsync($"gateway:media:one:{id}");

        life!.Value.TotalDays.ShouldBeInRange(89, 90);
    }

    [Theory]
    [InlineData("IMG_0012.jpg", "IMG_0012.jpg")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData(@"C:\Users\x\photo.jpg", "photo.jpg")]
    [InlineData("a\r\nSet-Cookie: x.jpg", "aSet-Cookie x.jpg")]
    [InlineData("\u202egpj.exe", "gpj.exe")]
    [InlineData("devis \u00e9t\u00e9.pdf", "devis \u00e9t\u00e9.pdf")]
    [InlineData("...", null)]
    [InlineData("", null)]
    public async Task A_name_is_made_fit_to_be_shown(string name, string? shown)
    {
        var node = await StartAsync(_ => WireServer.File(Pictures.Jpeg()));

        (await node.Sources.RegisterAsync(MediaHost.NewMessage(name: name)))[0].Name.ShouldBe(shown);
    }

    [Theory]
    [InlineData("IMAGE/JPEG", "image/jpeg")]
    [InlineData("text/html; charset=utf-8", "application/octet-stream")]
    [InlineData("image/png\r\nX: y", "application/octet-stream")]
    [InlineData(null, "application/octet-stream")]
    public async Task A_type_that_is_none_is_an_unknown_one(string? declared, string shown)
    {
        var node = await StartAsync(_ => WireServer.File(Pictures.Jpeg()));

        (await node.Sources.RegisterAsync(MediaHost.NewMessage(contentType: declared)))[0].ContentType.ShouldBe(shown);
    }

    [Fact]
    public async Task A_file_is_fetched_ahead_and_served_to_be_saved_and_never_run()
    {
        var provider = Provide(_ => WireServer.File(Pictures.Jpeg()));
        var node = await StartAsync(provider);
        var files = await node.Sources.RegisterAsync(MediaHost.NewMessage());
        MediaId.TryFind(files[0], out var id);

        node.Prefetch.Add("one", files);
        await node.Fetcher.FetchAsync("one", id, TestContext.Current.CancellationToken);
        using var answer = await node.GetAsync(id);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.ToString().ShouldBe("image/jpeg");
        answer.Content.Headers.ContentDisposition!.ToString()
            .ShouldBe($"attachment; filename={id.Value[..12]}.jpg; filename*=UTF-8''{id.Value[..12]}.jpg");
        answer.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldBe("default-src 'none'; sandbox");
        answer.Headers.CacheControl!.Private.ShouldBeTrue();
        var file = await answer.Content.ReadAsByteArrayAsync();
        file.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Pictures.Secret)).ShouldBe(-1);
        provider.Requests.Count.ShouldBe(1);
        provider.Requests.Single()
            .ShouldContain(
                "Authorization: Basic "
                + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{MediaHost.AccountSid}:{MediaHost.AuthToken}")));
    }

    [Fact]
    public async Task A_file_that_is_asked_for_at_the_same_time_is_downloaded_once()
    {
        var asked = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        var provider = Own(new WireServer(async (_, stream) =>
        {
            asked.TrySetResult();
            await go.Task;
            await stream.WriteAsync(WireServer.File(Pictures.Jpeg()));
        }));
        var node = await StartAsync(provider);
        var id = await node.RegisterAsync();

        var first = node.GetAsync(id);
        await asked.Task;
        using var givesUp = new CancellationTokenSource();
        var impatient = node.Fetcher.FetchAsync("one", id, givesUp.Token);
        var others = Enumerable.Range(0, 20)
            .Select(_ => node.Fetcher.FetchAsync("one", id, TestContext.Current.CancellationToken))
            .ToList();
        await givesUp.CancelAsync();
        go.SetResult();

        await Should.ThrowAsync<OperationCanceledException>(() => impatient);
        (await first).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Task.WhenAll(others)).ShouldAllBe(fetched => fetched.State == FetchState.Kept);
        provider.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Only_a_live_signature_of_that_file_and_workspace_opens_it()
    {
        var clock = new ManualClock(DateTimeOffset.UtcNow.AddHours(-2));
        var node = await StartAsync(_ => WireServer.File(Pictures.Jpeg()), clock: clock);
        var files = await node.Sources.RegisterAsync(MediaHost.NewMessage(files: 2));
        var expired = node.Links.Sign("one", files[0]).Url;
        clock.Advance(TimeSpan.FromHours(2));
        var good = node.Links.Sign("one", files[0]).Url;
        var token = good[(good.IndexOf('=', StringComparison.Ordinal) + 1)..];
        var strangers = new EphemeralDataProtectionProvider()
            .CreateProtector("Gateway.Channels.Media.Link.v1")
            .ToTimeLimitedDataProtector()
            .Protect("one/" + files[0].Url[^32..], TimeSpan.FromHours(1));

        foreach (var refused in new[]
        {
            files[0].Url, files[0].Url + "?token=", files[0].Url + "?token=" + new string('x', 5_000),
            files[0].Url + "?token=" + token[..^2],
            files[1].Url + "?token=" + token, files[0].Url + "?token=" + strangers, expired,
            node.Links.Sign("two", files[0]).Url.Replace("/media/", "/media/../media/x", StringComparison.Ordinal),
            "/media/..%2f..%2fetc%2fpasswd?token=" + token,
            "/media/" + files[0].Url[^32..].ToUpperInvariant() + "?token=" + token,
        })
        {
            (await node.Http.GetAsync(refused)).StatusCode.ShouldBe(HttpStatusCode.NotFound, refused);
        }

        // Signed for a workspace that has no such file: nothing is found, and nothing fetched.
        (await node.Http.GetAsync(node.Links.Sign("two", files[0]).Url)).StatusCode.ShouldBe(HttpStatusCode.Gone);
        (await node.Http.GetAsync(good)).StatusCode.ShouldBe(HttpStatusCode.OK);
        // The signature, not the file's place, is what opened it.
        (await node.Http.GetAsync(files[0].Url)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_is_registered_on_one_node_is_served_by_another()
    {
        var provider = Provide(_ => WireServer.File(Pictures.Png()));
        var one = await StartAsync(provider);
        var two = await StartAsync(provider, folder: "second");
        var id = await one.RegisterAsync();

        using var answer = await two.Http.GetAsync(one.Links.Sign("one", new Attachment(id.Path, "image/png")).Url);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
        one.Store.Find("one", id).ShouldBeNull();
    }

    [Fact]
    public async Task What_a_node_left_half_written_is_never_served()
    {
        var provider = Provide(_ => WireServer.File(Pictures.Png()));
        var node = await StartAsync(provider);
        var id = await node.RegisterAsync();
        var place = Directory.CreateDirectory(Path.Combine(_folder, "first", "media", "one")).FullName;
        // Killed while it downloaded, and between the file and its note.
        await File.WriteAllTextAsync(Path.Combine(place, $"{id}.{Guid.NewGuid():n}.part"), "half");
        await File.WriteAllTextAsync(Path.Combine(place, id.Value), "half");

        using var answer = await node.GetAsync(id);

        (await answer.Content.ReadAsByteArrayAsync())
            .ShouldBe(await File.ReadAllBytesAsync(Path.Combine(place, id.Value)));
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
        provider.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_note_without_its_file_is_no_file()
    {
        var provider = Provide(_ => WireServer.File(Pictures.Png()));
        var node = await StartAsync(provider);
        var id = await node.RegisterAsync();
        await node.GetAsync(id);
        File.Delete(Path.Combine(_folder, "first", "media", "one", id.Value));

        (await node.GetAsync(id)).StatusCode.ShouldBe(HttpStatusCode.OK);

        provider.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Old_files_and_what_dead_nodes_left_are_deleted_and_nothing_else()
    {
        var node = await StartAsync(_ => WireServer.File(Pictures.Png()));
        var (old, young) = (await node.RegisterAsync(), await node.RegisterAsync());
        await node.GetAsync(old);
        await node.GetAsync(young);
        var place = Path.Combine(_folder, "first", "media", "one");
        var now = DateTimeOffset.UtcNow;
        var (dead, live) = (Path.Combine(place, "dead.part"), Path.Combine(place, "live.part"));
        await File.WriteAllTextAsync(dead, "");
        await File.WriteAllTextAsync(live, "");
        File.SetLastWriteTimeUtc(dead, now.AddHours(-2).UtcDateTime);
        foreach (var file in Directory.GetFiles(place, old + "*"))
            File.SetLastWriteTimeUtc(file, now.AddDays(-91).UtcDateTime);

        node.Store.DeleteOld(now.AddDays(-90), now.AddHours(-1));

        Directory.GetFiles(place)
            .Select(Path.GetFileName)
            .ShouldBe([young.Value, young.Value + ".json", "live.part"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("svg")]
    [InlineData("large")]
    [InlineData("pixels")]
    public async Task What_is_refused_once_is_not_asked_for_again(string what)
    {
        var file = what switch
        {
            "svg" => "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"u8.ToArray(),
            "large" => new byte[(20 * 1024 * 1024) + 1],
            _ => Pictures.PngThatSays(30_000, 30_000),
        };
        var provider = Provide(_ => WireServer.File(file));
        var node = await StartAsync(provider);
        var id = await node.RegisterAsync();

        (await node.GetAsync(id)).StatusCode.ShouldBe(HttpStatusCode.Gone);
        (await node.GetAsync(id)).StatusCode.ShouldBe(HttpStatusCode.Gone);

        provider.Requests.Count.ShouldBe(1);
        node.Logged.Count(
            line => line.StartsWith("Warning Media", StringComparison.Ordinal)
            && line.Contains(id.Value, StringComparison.Ordinal)).ShouldBe(1);
        Directory.GetFiles(Path.Combine(_folder, "first", "media", "one")).Single().ShouldEndWith(id + ".json");
    }

    [Fact]
    public async Task What_the_provider_cannot_give_now_is_given_later()
    {
        var answers = new Queue<byte[]>(
            [WireServer.Status(503), WireServer.Status(404), WireServer.File(Pictures.Png())]);
        var node = await StartAsync(_ => answers.Dequeue());
        var id = await node.RegisterAsync();

        using var later = await node.GetAsync(id);
        later.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        later.Headers.RetryAfter.ShouldNotBeNull();
        (await node.GetAsync(id)).StatusCode.ShouldBe(HttpStatusCode.Gone);
        (await node.GetAsync(id)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_file_is_deleted_at_the_provider_once_it_is_kept_and_until_that_has_worked()
    {
        var refusals = 1;
        var provider = Provide(request => request.StartsWith("DELETE", StringComparison.Ordinal)
            ? WireServer.Status(refusals-- > 0 ? 500 : 204)
            : WireServer.File(Pictures.Png()));
        var node = await StartAsync(provider, deletes: true);
        var id = await node.RegisterAsync();

        (await node.GetAsync(id)).StatusCode.ShouldBe(HttpStatusCode.OK);
        node.Store.ListUndeleted().ShouldBe([("one", id)]);
        await node.Fetcher.DeleteAtProviderAsync("one", id, TestContext.Current.CancellationToken);
        await node.Fetcher.DeleteAtProviderAsync("one", id, TestContext.Current.CancellationToken);

        node.Store.ListUndeleted().ShouldBeEmpty();
        provider.Requests.Select(request => request.Split(' ')[0]).ShouldBe(["GET", "DELETE", "DELETE"]);
        (await node.GetAsync(id)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_file_of_another_account_or_place_is_not_asked_for()
    {
        var provider = Provide(_ => WireServer.File(Pictures.Png()));
        var node = await StartAsync(provider);
        var good = MediaHost.NewMessage()[0];
        string[] locations =
        [
            good.Location.Replace("b02", "b03", StringComparison.Ordinal), good.Location + "/../../../Calls",
            good.Location + ".json", "https://api.twilio.com/2010-04-01/Accounts.json",
            "nonsense", "", "file:///etc/passwd", .. HostileAddresses.All.Take(50),
        ];
        foreach (var location in locations)
        {
            var source = good with { Location = location, MessageId = Guid.NewGuid().ToString("n") };
            await node.Sources.RegisterAsync([source]);
            (await node.GetAsync(MediaId.Of(source))).StatusCode.ShouldBe(HttpStatusCode.Gone, location);
        }

        provider.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_host_that_came_with_a_message_is_never_visited()
    {
        var provider = Provide(_ => WireServer.File(Pictures.Png()));
        var node = await StartAsync(provider);
        var source = MediaHost.NewMessage()[0];
        source = source with
        {
            Location = source.Location.Replace(
            "api.twilio.com", "user:secret@169.254.169.254", StringComparison.Ordinal)
        };
        await node.Sources.RegisterAsync([source]);

        (await node.GetAsync(MediaId.Of(source))).StatusCode.ShouldBe(HttpStatusCode.OK);

        provider.Requests.Single().ShouldStartWith($"GET {new Uri(source.Location).AbsolutePath} ");
    }

    [Fact]
    public async Task No_address_number_name_or_credential_is_logged()
    {
        var provider = Provide(
            request => request.StartsWith("DELETE", StringComparison.Ordinal)
            ? WireServer.Status(500)
            : WireServer.File(Pictures.Png()));
        var node = await StartAsync(provider, deletes: true);
        foreach (var good in new[] { true, false })
        {
            var source = MediaHost.NewMessage(name: "Camille-passeport.png")[0];
            source = good ? source : source with { Location = "https://api.twilio.com/secret-place" };
            await node.Sources.RegisterAsync([source]);
            await node.Fetcher.FetchAsync("one", MediaId.Of(source), TestContext.Current.CancellationToken);
        }

        node.Logged.Count(line => line.StartsWith("Warning Media", StringComparison.Ordinal)).ShouldBe(2);
        foreach (var secret in new[] { MediaHost.AuthToken, MediaHost.AccountSid, MediaHost.Line, "secret-place",
            "Camille", "Basic ", "/Media/ME", provider.Address.Authority })
            node.Logged.ShouldAllBe(line => !line.Contains(secret, StringComparison.Ordinal), secret);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var started in Enumerable.Reverse(_started))
            await started.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private WireServer Provide(Func<string, byte[]> answer) => Own(WireServer.Answering(answer));

    private Task<MediaHost> StartAsync(Func<string, byte[]> provider, TimeProvider? clock = null) =>
        StartAsync(Provide(provider), clock: clock);

    private async Task<MediaHost> StartAsync(
        WireServer provider, string folder = "first", TimeProvider? clock = null, bool deletes = false) =>
        Own(await MediaHost.StartAsync(redis, provider.Address, Path.Combine(_folder, folder), _keys, clock, deletes));

    private T Own<T>(T started) where T : IAsyncDisposable
    {
        _started.Add(started);
        return started;
    }
}
