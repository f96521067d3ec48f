using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Gateway.Testing;
using Gateway.Tests.Faults;
using MimeKit;
using Npgsql;

namespace Gateway.Tests.Inspection.Notices;

/// <summary>A gateway whose SMS go to a stand-in for Twilio and whose mails to a scripted server.</summary>
public sealed class NoticeStage : IAsyncLifetime
{
    /// <summary>The demo centre's own number.</summary>
    public const string Line = "+33700000003";

    private const string Key = "key-for-tests-of-notices";

    private readonly string _data = Directory.CreateTempSubdirectory("gateway-data-").FullName;
    private Cluster _cluster = null!;
    private FakeSmtp _smtp = null!;
    private int _contacts;

    /// <summary>What is sent as SMS.</summary>
    public FakeTwilio Twilio { get; private set; } = null!;

    /// <summary>Where the gateway listens.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>A client with a key for all workspaces.</summary>
    public HttpClient Operator { get; private set; } = null!;

    /// <summary>A client without one; redirects are not followed.</summary>
    public HttpClient Visitor { get; private set; } = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        (_cluster, Twilio, _smtp) = (await Cluster.StartAsync(), await FakeTwilio.StartAsync(), new FakeSmtp());
        var (gateway, _) = await _cluster.AddGatewayAsync(0,
        [
            .. Twilio.Settings, ("Gateway:DataPath", _data), ("Sms:SegmentsPerSecond", "1000"),
            ("Smtp:Host", "127.0.0.1"), ("Smtp:Port", _smtp.Port.ToString(CultureInfo.InvariantCulture)),
            ("Smtp:From", "noreply@gateway.example"),
        ]);
        Address = gateway.Address;
        await RunAsync($"INSERT INTO api_keys (name, key_hash, created_at) VALUES ('test', sha256('{Key}'), now())");
        Operator = new HttpClient { BaseAddress = Address };
        Operator.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        Visitor = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = Address };
    }

    public async ValueTask DisposeAsync()
    {
        Operator.Dispose();
        Visitor.Dispose();
        await _cluster.DisposeAsync();
        await Twilio.DisposeAsync();
        await _smtp.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    /// <summary>A telephone number that nobody else has.</summary>
    public string NewPhone() =>
        string.Create(CultureInfo.InvariantCulture, $"+336444{10_000 + Interlocked.Increment(ref _contacts)}");

    /// <summary>A slot some days ahead.</summary>
    public async Task<string> FreeSlotAsync(int daysAhead = 4)
    {
        var day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(daysAhead);
        var answer = await Operator.GetFromJsonAsync<JsonElement>(
            $"/api/slots/demo-centre?start_date={day:yyyy-MM-dd}", Cancellation);
        return answer.GetProperty("slots")[0].GetProperty("slot_id").GetString()!;
    }

    /// <summary>Books over the API; the appointment's id.</summary>
    public async Task<string> BookAsync(string phone, string email, string plate)
    {
        using var answer = await Operator.PostAsJsonAsync("/api/booking/demo-centre", new
        {
            slot_id = await FreeSlotAsync(),
            client_info = new
            {
                first_name = "Camille",
                last_name = "Durand",
                phone,
                email,
                vehicle_brand = "Renault",
                license_plate = plate,
            },
        }, Cancellation);
        var body = await answer.Content.ReadAsStringAsync(Cancellation);
        answer.IsSuccessStatusCode.ShouldBeTrue(body);
        return (await AskAsync($"SELECT id::text FROM appointments WHERE client_phone = '{phone}'"))!;
    }

    /// <summary>The SMS to a telephone that has that in it, once it is there.</summary>
    public async Task<string> SmsAsync(string phone, string part)
    {
        string? body = null;
        await UntilAsync(() => Task.FromResult(
            (body = Twilio.Messages.Sent.LastOrDefault(sent => sent.To == phone
                && sent.Body.Contains(part, StringComparison.Ordinal))?.Body) is not null));
        return body!;
    }

    /// <summary>The first mail to an address, once it is there.</summary>
    public async Task<MimeMessage> MailAsync(string to)
    {
        FakeMail? mail = null;
        await UntilAsync(() => Task.FromResult(
            (mail = _smtp.Taken.FirstOrDefault(one => one.To.Contains(to))) is not null));
        using var data = new MemoryStream(Encoding.Latin1.GetBytes(mail!.Data));
        return await MimeMessage.LoadAsync(data, Cancellation);
    }

    /// <summary>The path of the link in a text.</summary>
    public static string PathIn(string text) => $"/r/{text.Split("/r/")[1].Split('\n', ' ')[0].Trim()}";

    /// <summary>Reads one value from the records; null when there is none.</summary>
    public async Task<string?> AskAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_cluster.Postgres.ConnectionString("gateway"));
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Cancellation) as string;
    }

    /// <summary>Changes the records.</summary>
    public async Task RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_cluster.Postgres.ConnectionString("gateway"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Waits until something is so.</summary>
    public static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        while (!await isSo())
            await Task.Delay(50, deadline.Token);
    }
}
