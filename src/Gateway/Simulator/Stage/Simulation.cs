using System.Security.Cryptography;
using System.Text;
using Gateway.Channels.Telegram;
using Gateway.Channels.Twilio;
using Gateway.Embedded.Servers;
using Gateway.Installation;
using Gateway.Mail;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;

namespace Gateway.Simulator.Stage;

/// <summary>
/// Which providers are simulated, and with what credentials: an installation without any account can be tried to the
/// end.
/// </summary>
internal sealed record Simulation
{
    private static readonly string[] AccountKeys =
        ["AccountSid", "AuthToken", "NextAuthToken", "ApiKeySid", "ApiKeySecret", "ApiBaseUrl", "Accounts"];

    /// <summary>Nothing is simulated.</summary>
    public static Simulation Off { get; } =
        new() { OwnUrl = new Uri("http://127.0.0.1"), Url = new Uri("http://127.0.0.1") };

    /// <summary>Where the gateway reaches itself, without a path.</summary>
    public required Uri OwnUrl { get; init; }

    /// <summary>Where the simulator is, without a path: on loopback, at a port of its own.</summary>
    public required Uri Url { get; init; }

    /// <summary>The simulated account at Twilio, or null when Twilio is not simulated.</summary>
    public SimulatedAccount? Twilio { get; init; }

    /// <summary>The simulated bot's token, or null when Telegram is not simulated.</summary>
    public string? TelegramToken { get; init; }

    /// <summary>Whether mails are caught: no mail server is configured.</summary>
    public bool CatchesMail { get; init; }

    /// <summary>Whether anything is.</summary>
    public bool IsOn => Twilio is not null || TelegramToken is not null || CatchesMail;

    /// <summary>
    /// Whether no real provider is left that would be given our address: then the simulated ones can be given one that
    /// leads nowhere but here.
    /// </summary>
    public bool IsWhole => Twilio is not null && TelegramToken is not null;

    /// <summary>Where the stand-in for Twilio's API is.</summary>
    public Uri TwilioUrl => new(Url, "/simulator/twilio");

    /// <summary>Where the stand-in for the Bot API is.</summary>
    public Uri TelegramUrl => new(Url, "/simulator/telegram");

    /// <summary>Whether what goes out by that channel meets a stand-in.</summary>
    public bool Simulates(Sessions.Workspaces.WorkspaceChannel channel) => channel.Kind switch
    {
        ChannelKind.Sms or ChannelKind.WhatsApp =>
            Twilio is not null && channel.SettingsOf<TwilioSettings>().Account is null,
        ChannelKind.Telegram =>
            TelegramToken is not null && channel.SettingsOf<TelegramSettings>().Token == TelegramToken,
        _ => false,
    };

    /// <summary>What the channels read instead of credentials.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Settings
    {
        get
        {
            if (Twilio is { } account)
            {
                yield return new("Twilio:AccountSid", account.Sid);
                yield return new("Twilio:AuthToken", account.AuthToken);
                yield return new("Twilio:ApiBaseUrl", TwilioUrl.AbsoluteUri);
            }

            if (TelegramToken is { } token)
            {
                yield return new("DemoShop:TelegramToken", token);
                yield return new("Telegram:ApiBaseUrl", TelegramUrl.AbsoluteUri);
            }
        }
    }

    /// <summary>Decides what is simulated: a provider of which nothing at all is configured, and no other.</summary>
    /// <param name="configuration">Where credentials would stand.</param>
    /// <param name="options">Where the data lies.</param>
    /// <param name="workspaces">The workspaces; asked only where a bot of theirs would matter.</param>
    /// <param name="address">
    /// Where the gateway reaches itself and where the simulator is, or null when that cannot be: then nothing is
    /// simulated. Asked only where something is.
    /// </param>
    public static Simulation Decide(
        IConfiguration configuration,
        GatewayOptions options,
        Func<IReadOnlyList<Workspace>> workspaces,
        Func<(Uri Own, Uri Simulator)?> address)
    {
        var twilio = !HasTwilio(configuration);
        var telegram = !configuration.GetSection("Telegram:ApiBaseUrl").Exists() && !HasBot(workspaces());
        var mail = !SmtpOptions.Has(configuration);
        if (!twilio && !telegram && !mail)
            return Off;
        Directory.CreateDirectory(options.DataPath);
        if (address() is not var (own, simulator))
            return Off;
        var secret = PrivateFile.KeepSecret(Path.Combine(options.DataPath, "simulator.key"));
        return new Simulation
        {
            OwnUrl = own,
            Url = simulator,
            Twilio = twilio
                ? new SimulatedAccount(
                    $"AC{new string('0', 16)}{Derive(secret, "sid")[..16]}", $"simulated-{Derive(secret, "token")}")
                : null,
            CatchesMail = mail,
            TelegramToken = telegram ? $"1000000000:simulated-{Derive(secret, "bot")[..32]}" : null,
        };
    }

    /// <summary>
    /// Whether anything of an account at Twilio is configured, or an address to ask instead of Twilio's.
    /// </summary>
    public static bool HasTwilio(IConfiguration configuration) =>
        AccountKeys.Any(key => configuration.GetSection($"Twilio:{key}").Exists());

    private static bool HasBot(IReadOnlyList<Workspace> workspaces) =>
        workspaces.Any(workspace => workspace.Channels.Any(channel => channel.Kind == ChannelKind.Telegram));

    private static string Derive(string secret, string purpose) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(purpose)));
}

/// <summary>An account that exists in this gateway alone.</summary>
/// <param name="Sid">AC, sixteen zeros and sixteen hexadecimal digits.</param>
/// <param name="AuthToken">Signs the webhooks and is the password of calls.</param>
internal sealed record SimulatedAccount(string Sid, string AuthToken);
