using System.CommandLine;
using Gateway.Channels.Twilio;
using Gateway.Installation;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;
using Gateway.Simulator.Stage;
using Npgsql;

namespace Gateway.Commands;

/// <summary>
/// <c>gateway twilio connect</c>: tells Twilio where to turn to with the messages and calls to our numbers.
/// </summary>
internal static class TwilioConnect
{
    /// <summary>The command.</summary>
    public static Command Create(CommandSettings settings)
    {
        var workspace = new Option<string?>("--workspace") { Description = "Only the numbers of this workspace" };
        var number = new Option<string?>("--number") { Description = "Only this number, such as +33700000001" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Shows what would be changed, and changes nothing" };
        var urls = RunningGateway.UrlsOption();
        urls.Description = "Where the running gateway listens; asked only when Twilio is simulated";
        var connect = new Command(
            "connect", "Sets the webhook addresses of the numbers in the workspace files. Needs Gateway:PublicUrl.")
        {
            workspace, number, dryRun, urls,
        };
        connect.SetAction((result, cancellationToken) => RunAsync(
            settings.Read(), result.GetValue(workspace), result.GetValue(number), result.GetValue(dryRun),
            result.GetValue(urls)!, cancellationToken));
        return new Command("twilio", "Works with the account at Twilio.") { connect };
    }

    private static async Task<int> RunAsync(
        IConfigurationRoot configuration, string? workspace, string? number, bool isDryRun, string urls,
        CancellationToken cancellationToken)
    {
        var options = GatewayOptions.Read(configuration);
        var address = options.PublicUrl ?? throw new ConfigurationException(
            "Gateway:PublicUrl", null,
            "the address that Twilio reaches the gateway at, such as https://chat.example.com");
        var channels = ChannelsOf(configuration, options, workspace, number);
        var accounts = new TwilioAccounts(WithSimulator(configuration, options, urls));
        using var http = new TwilioHttp();
        var twilio = new TwilioClient(http, TimeProvider.System);
        var isAllWell = true;
        foreach (var channel in channels)
        {
            Console.WriteLine($"{channel.Kind} {channel.Line}");
            if (!accounts.TryFind(channel, out var account, out var problem))
                isAllWell = Complain(problem);
            else if (channel.Kind == ChannelKind.WhatsApp)
                ExplainWhatsApp(address);
            else
                isAllWell &= await ConnectAsync(
                    twilio, account, channel, address, FallbackOf(configuration), isDryRun, cancellationToken);
        }

        return isAllWell ? 0 : 1;
    }

    private static async Task<bool> ConnectAsync(
        TwilioClient twilio, TwilioAccount account, WorkspaceChannel channel, Uri address, Uri? fallback,
        bool isDryRun, CancellationToken cancellationToken)
    {
        try
        {
            if ((await twilio.ListNumbersAsync(account, channel.Line, cancellationToken))
                .FirstOrDefault(one => one.Number == channel.Line) is not { } number)
                return Complain($"the account {account.AccountSid} has no such number");
            var isCalled = channel.Kind == ChannelKind.Voice;
            var plan = isCalled
                ? WebhookPlan.ForCalls(number.Webhooks, address, fallback)
                : WebhookPlan.For(number.Webhooks, address);
            foreach (var change in plan.Lines)
                Console.WriteLine($"  {change}");
            if (isCalled && fallback is null)
                ExplainFallback();
            if (channel.SettingsOf<TwilioSettings>().MessagingServiceSid is { } service)
                Console.WriteLine(
                    $"  It sends through {service}: in that Messaging Service choose \"Defer to sender's webhook\" under Integration.");
            if (plan.IsNeeded && !isDryRun)
                await twilio.SetWebhooksAsync(account, number.Sid, plan.Wanted, cancellationToken);
            Console.WriteLine(
                !plan.IsNeeded
                ? "  Nothing to change."
                : isDryRun
                ? "  Not changed: this is a dry run."
                : "  Changed.");
            return true;
        }
        catch (TwilioCallException error)
        {
            return Complain($"{error.Message} ({error.Code})");
        }
    }

    private static Uri? FallbackOf(IConfiguration configuration)
    {
        const string Key = "Twilio:VoiceFallbackUrl";
        if (configuration[Key] is not { Length: > 0 } value)
            return null;
        return Uri.TryCreate(value, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps
            ? address
            : throw new ConfigurationException(Key, value, "an absolute https address");
    }

    private static void ExplainFallback()
    {
        Console.WriteLine(
            "  While no node of the gateway answers, calls fail. A TwiML Bin of Twilio's that dials a person answers even");
        Console.WriteLine("  then: make one in Twilio's console, and name its address in Twilio:VoiceFallbackUrl.");
    }

    private static void ExplainWhatsApp(Uri address)
    {
        Console.WriteLine(
            "  Senders of WhatsApp are set in Twilio's console: Messaging > Senders > WhatsApp senders > the number. Type");
        Console.WriteLine($"    Webhook URL for incoming messages   {TwilioAddresses.Messages(address)}");
        Console.WriteLine("    Webhook method                      HTTP POST");
        Console.WriteLine("  Leave the status callback URL empty: each message names its own.");
    }

    private static bool Complain(string problem)
    {
        Console.WriteLine($"  {problem}");
        return false;
    }

    private static List<WorkspaceChannel> ChannelsOf(
        IConfiguration configuration, GatewayOptions options, string? workspace, string? number)
    {
        var found = ReadWorkspaces(configuration, options)
            .Where(one => workspace is null || one.Id == workspace)
            .SelectMany(one => one.Channels)
            .Where(channel => channel.Settings is TwilioSettings && (number is null || channel.Line == number))
            .ToList();
        if (found.Count > 0)
            return found;
        throw new CommandFailedException(
            workspace is null && number is null
                ? $"No workspace in {options.WorkspacesPath} has a number at Twilio."
            : $"No workspace in {options.WorkspacesPath} has that number{(workspace is null ? "" : $" and the id {workspace}")}.".Replace("that number and", "a number at Twilio and", StringComparison.Ordinal));
    }

    private static IReadOnlyList<Workspace> ReadWorkspaces(IConfiguration configuration, GatewayOptions options)
    {
        try
        {
            return Composition.ReadWithoutHost(configuration, options);
        }
        catch (NpgsqlException error)
        {
            throw new CommandFailedException($"ConnectionStrings:Postgres: {error.Message}");
        }
    }

    /// <summary>
    /// Where a gateway has simulated Twilio in this data path and nothing of Twilio's is configured, that one is asked.
    /// </summary>
    private static IConfigurationRoot WithSimulator(
        IConfigurationRoot configuration, GatewayOptions options, string urls)
    {
        if (Simulation.HasTwilio(configuration) || OwnAddress.FindSimulator(options.DataPath) is not { } simulator)
            return configuration;
        using var gateway = RunningGateway.At(urls);
        Console.WriteLine($"No Twilio account is configured: asking the simulator of the gateway at {gateway.Address}");
        var simulation = Simulation.Decide(
            configuration, options, () => Composition.ReadWithoutHost(configuration, options),
            () => (gateway.Address, simulator));
        return new ConfigurationBuilder()
            .AddConfiguration(configuration)
            .AddInMemoryCollection(simulation.Settings)
            .Build();
    }
}
