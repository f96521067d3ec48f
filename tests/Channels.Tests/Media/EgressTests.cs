using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Gateway.Channels.Media;
using Gateway.Sessions.Network;
using Gateway.Testing;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;
using Egress = Gateway.Channels.Media.Egress;

namespace Gateway.Channels.Tests.Media;

public sealed class EgressTests
{
    private const string Cdn = "cdn.example.test";
    private static readonly IPAddress CdnAddress = IPAddress.Parse("93.184.216.34");
    private static readonly byte[] Photo = [.. Enumerable.Range(0, 5_000).Select(i => (byte)i)];
    private static readonly AuthenticationHeaderValue Credentials = new("Basic", "ZmFrZTpmYWtl");

    [Fact]
    public async Task No_spelling_of_an_address_leads_a_redirect_to_where_it_must_not_go()
    {
        HostileAddresses.All.Count.ShouldBeGreaterThan(350);
        var location = "";
        await using var home = WireServer.Answering(_ => WireServer.Redirect(location));
        var dialer = NewDialer(home);
        using var egress = NewEgress(dialer);

        foreach (var hostile in HostileAddresses.All)
        {
            location = hostile;
            var (result, _) = await DownloadAsync(egress, home);
            result.ShouldNotBe(EgressResult.Done, hostile);
        }

        dialer.DialledAway.Where(address => !PublicInternet.Contains(address.Address) || address.Port != 443)
            .ShouldBeEmpty();
        home.Requests.Count.ShouldBeGreaterThanOrEqualTo(HostileAddresses.All.Count);
    }

    [Fact]
    public async Task No_spelling_of_an_address_is_where_a_fetch_begins()
    {
        await using var home = WireServer.Answering(_ => WireServer.File(Photo));
        var dialer = NewDialer(home);
        using var egress = NewEgress(dialer);

        foreach (var hostile in HostileAddresses.All)
        {
            if (!Uri.TryCreate(hostile, UriKind.Absolute, out var address))
                continue;
            var result = await egress.DownloadAsync(
                new EgressRequest(address, home.Address), Stream.Null, TestContext.Current.CancellationToken);
            result.ShouldBe(EgressResult.Forbidden, hostile);
        }

        dialer.Dialled.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_redirect_to_a_public_host_is_followed_without_the_credentials()
    {
        await using var cdn = WireServer.Answering(_ => WireServer.File(Photo), Certificate);
        await using var home = WireServer.Answering(_ => WireServer.Redirect($"https://{Cdn}/photo?signature=1"));
        var dialer = NewDialer(home, cdn);
        using var egress = NewEgress(dialer);

        var (result, file) = await DownloadAsync(egress, home);

        result.ShouldBe(EgressResult.Done);
        file.ShouldBe(Photo);
        home.Requests.Single().ShouldContain("Authorization: Basic ZmFrZTpmYWtl");
        cdn.Requests.Single().ShouldStartWith("GET /photo?signature=1 ");
        cdn.Requests.Single().ShouldNotContain("Authorization");
        cdn.Requests.Single().ShouldNotContain("traceparent");
    }

    [Fact]
    public async Task Credentials_stay_with_the_first_host_even_when_a_redirect_leads_back()
    {
        var hop = 0;
        WireServer home = null!;
        await using var cdn = WireServer.Answering(_ => WireServer.Redirect(home.Address + "again"), Certificate);
        await using (home = WireServer.Answering(
            _ => ++hop == 1 ? WireServer.Redirect($"https://{Cdn}/") : WireServer.File(Photo)))
        {
            var dialer = NewDialer(home, cdn);
            using var egress = NewEgress(dialer);

            var (result, _) = await DownloadAsync(egress, home);

            result.ShouldBe(EgressResult.Forbidden);
            home.Requests.Count.ShouldBe(1);
        }
    }

    [Fact]
    public async Task A_redirect_within_the_first_host_keeps_the_credentials()
    {
        await using var home = WireServer.Answering(
            request => request.StartsWith("GET /moved ", StringComparison.Ordinal)
            ? WireServer.File(Photo)
            : WireServer.Redirect("/moved", 307));
        using var egress = NewEgress(NewDialer(home));

        var (result, file) = await DownloadAsync(egress, home);

        result.ShouldBe(EgressResult.Done);
        file.ShouldBe(Photo);
        home.Requests.Count(request => request.Contains("Authorization: Basic", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task Redirects_end_after_three()
    {
        await using var home = WireServer.Answering(_ => WireServer.Redirect("/round"));
        using var egress = NewEgress(NewDialer(home));

        var (result, _) = await DownloadAsync(egress, home);

        result.ShouldBe(EgressResult.Forbidden);
        home.Requests.Count.ShouldBe(4);
    }

    [Fact]
    public async Task A_name_that_changes_its_mind_is_dialled_where_it_was_checked()
    {
        await using var cdn = WireServer.Answering(_ => WireServer.File(Photo), Certificate);
        await using var home = WireServer.Answering(_ => WireServer.Redirect($"https://{Cdn}/"));
        var dialer = NewDialer(home, cdn);
        var asked = 0;
        dialer.Names[Cdn] = () => asked++ == 0 ? [CdnAddress] : [IPAddress.Loopback];
        using var egress = NewEgress(dialer);

        var (result, _) = await DownloadAsync(egress, home);

        result.ShouldBe(EgressResult.Done);
        asked.ShouldBe(1);
        dialer.DialledAway.ShouldBe([new IPEndPoint(CdnAddress, 443)]);
    }

    [Fact]
    public async Task Of_a_name_with_public_and_private_addresses_only_the_public_ones_are_dialled()
    {
        await using var cdn = WireServer.Answering(_ => WireServer.File(Photo), Certificate);
        await using var home = WireServer.Answering(_ => WireServer.Redirect($"https://{Cdn}/"));
        var dialer = NewDialer(home, cdn);
        dialer.Names[Cdn] = () =>
            [IPAddress.Parse("10.0.0.5"), IPAddress.Parse("::1"), CdnAddress, IPAddress.Parse("169.254.169.254")];
        using var egress = NewEgress(dialer);

        (await DownloadAsync(egress, home)).Result.ShouldBe(EgressResult.Done);

        dialer.DialledAway.ShouldBe([new IPEndPoint(CdnAddress, 443)]);
    }

    [Fact]
    public async Task The_operators_own_address_is_no_way_round_for_a_redirect()
    {
        // Two accounts, one with a stand-in at home: what may be reached for the one is no business of the other's.
        await using var other = WireServer.Answering(_ => WireServer.File(Photo));
        await using var home = WireServer.Answering(_ => WireServer.Redirect(other.Address + "secrets"));
        var dialer = NewDialer(home);
        using var egress = NewEgress(dialer);

        (await DownloadAsync(egress, home)).Result.ShouldBe(EgressResult.Forbidden);

        other.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_certificate_of_another_host_is_refused()
    {
        using var wrong = WireServer.CreateCertificate("elsewhere.example.test");
        await using var cdn = WireServer.Answering(_ => WireServer.File(Photo), wrong);
        await using var home = WireServer.Answering(_ => WireServer.Redirect($"https://{Cdn}/"));
        using var egress = NewEgress(NewDialer(home, cdn));

        (await DownloadAsync(egress, home)).Result.ShouldBe(EgressResult.Unavailable);
    }

    [Fact]
    public async Task A_file_that_says_it_is_too_large_is_not_downloaded()
    {
        await using var home = new WireServer(async (_, stream) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 10001\r\n\r\n"u8.ToArray());
            await Task.Delay(Timeout.Infinite, TestContext.Current.CancellationToken);
        });
        using var egress = NewEgress(NewDialer(home));

        var (result, file) = await DownloadAsync(egress, home);

        result.ShouldBe(EgressResult.TooLarge);
        file.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", "")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "400\r\n")]
    public async Task A_file_that_does_not_say_its_size_is_cut_off_at_the_limit(string head, string chunk)
    {
        await using var home = new WireServer(async (_, stream) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(head));
            var kilobyte = Encoding.ASCII.GetBytes(chunk + new string('x', 1_024) + (chunk.Length > 0 ? "\r\n" : ""));
            while (true)
                await stream.WriteAsync(kilobyte);
        });
        using var egress = NewEgress(NewDialer(home));

        var (result, file) = await DownloadAsync(egress, home);

        result.ShouldBe(EgressResult.TooLarge);
        file.Length.ShouldBeLessThanOrEqualTo(10_000);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc")]
    public async Task Who_drips_is_left_when_time_is_up(string begin)
    {
        var sent = new TaskCompletionSource();
        await using var home = new WireServer(async (_, stream) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(begin));
            sent.SetResult();
            await Task.Delay(Timeout.Infinite, TestContext.Current.CancellationToken);
        });
        var clock = new ManualClock();
        using var egress = NewEgress(NewDialer(home), clock);

        var download = DownloadAsync(egress, home);
        await sent.Task;
        clock.Advance(TimeSpan.FromSeconds(14.9));
        download.IsCompleted.ShouldBeFalse();
        clock.Advance(TimeSpan.FromSeconds(0.2));

        (await download).Result.ShouldBe(EgressResult.Unavailable);
    }

    [Fact]
    public async Task A_file_that_breaks_off_is_not_a_file()
    {
        await using var home = WireServer.Answering(
            _ => Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 100\r\nConnection: close\r\n\r\nabc"));
        using var egress = NewEgress(NewDialer(home));

        (await DownloadAsync(egress, home)).Result.ShouldBe(EgressResult.Unavailable);
    }

    [Theory]
    [InlineData(404, EgressResult.Gone)]
    [InlineData(410, EgressResult.Gone)]
    [InlineData(401, EgressResult.Unavailable)]
    [InlineData(403, EgressResult.Unavailable)]
    [InlineData(206, EgressResult.Unavailable)]
    [InlineData(302, EgressResult.Unavailable)]
    [InlineData(429, EgressResult.Unavailable)]
    [InlineData(500, EgressResult.Unavailable)]
    [InlineData(503, EgressResult.Unavailable)]
    internal async Task Every_answer_has_its_meaning(int status, EgressResult expected)
    {
        await using var home = WireServer.Answering(_ => WireServer.Status(status));
        using var egress = NewEgress(NewDialer(home));

        (await DownloadAsync(egress, home)).Result.ShouldBe(expected);
    }

    [Fact]
    public async Task A_caller_who_gives_up_is_told_so()
    {
        using var caller = new CancellationTokenSource();
        await using var home = new WireServer(async (_, _) =>
        {
            await caller.CancelAsync();
            await Task.Delay(Timeout.Infinite, TestContext.Current.CancellationToken);
        });
        using var egress = NewEgress(NewDialer(home));

        await Should.ThrowAsync<OperationCanceledException>(
            () =>
                egress.DownloadAsync(
                    new EgressRequest(new Uri(home.Address, "photo"), home.Address), Stream.Null, caller.Token));
    }

    [Fact]
    public async Task A_deletion_follows_no_redirect_away()
    {
        await using var cdn = WireServer.Answering(_ => WireServer.Status(204), Certificate);
        await using var home = WireServer.Answering(_ => WireServer.Redirect($"https://{Cdn}/"));
        using var egress = NewEgress(NewDialer(home, cdn));

        (await egress.DeleteAsync(new EgressRequest(home.Address, home.Address), TestContext.Current.CancellationToken))
            .ShouldBe(EgressResult.Forbidden);

        cdn.Requests.ShouldBeEmpty();
    }

    [Fact]
    public void A_request_says_nothing_of_itself_in_a_log() =>
        new EgressRequest(
            new Uri("https://api.example.test/file/bot1:fake/photo"),
            new Uri("https://api.example.test"))
        { Authorization = Credentials }
            .ToString().ShouldNotContain("bot1:fake");

    private static X509Certificate2 Certificate { get; } = WireServer.CreateCertificate(Cdn);

    private static RecordingDialer NewDialer(WireServer home, WireServer? cdn = null)
    {
        var dialer = new RecordingDialer(home.Port);
        dialer.Names[Cdn] = () => [CdnAddress];
        // Public at the first look, private at the next.
        var looks = 0;
        dialer.Names["rebind.example.test"] = () =>
            looks++ % 2 == 0 ? [IPAddress.Parse("169.254.169.254")] : [IPAddress.Loopback];
        if (cdn is not null)
            dialer.Public[new IPEndPoint(CdnAddress, 443)] = cdn.Port;
        return dialer;
    }

    private static Egress NewEgress(RecordingDialer dialer, TimeProvider? clock = null) => new(
        dialer, Options.Create(new MediaOptions { MaxBytes = 10_000 }), clock ?? TimeProvider.System,
        new SslClientAuthenticationOptions
        {
            CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { Certificate },
                RevocationMode = X509RevocationMode.NoCheck
            },
        });

    private static async Task<(EgressResult Result, byte[] File)> DownloadAsync(Egress egress, WireServer home)
    {
        using var file = new MemoryStream();
        var request = new EgressRequest(new Uri(home.Address, "photo"), home.Address) { Authorization = Credentials };
        var result = await egress.DownloadAsync(request, file, TestContext.Current.CancellationToken);
        return (result, file.ToArray());
    }
}
