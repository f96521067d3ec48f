using Gateway.Channels.Twilio;
using Gateway.Commands;
using Gateway.Testing;

namespace Gateway.Tests.Commands;

public sealed class CommandTests(Newcomer gateway)
{
    private static string Workspaces => Path.Combine(GatewayProcess.Root, "workspaces");

    private string Urls => gateway.Address.ToString();

    [Fact]
    public async Task Channels_are_a_table_with_each_state()
    {
        var run = await CommandRun.OfAsync("channels", "--urls", Urls, "--Gateway:DataPath", gateway.DataPath);

        run.Errors.ShouldBeEmpty();
        run.ExitCode.ShouldBe(0);
        var lines = run.Output.TrimEnd().Split('\n');
        lines[0].ShouldStartWith("WORKSPACE");
        lines.Skip(1)
            .Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(3)))
            .ShouldBe(
        [
            "demo-centre web demo-centre", "demo-centre sms +33700000003", "demo-centre voice +33100000033",
            "demo-sales web demo-sales", "demo-sales sms +33700000002", "demo-sales voice +33100000022",
            "demo-shop web demo-shop", "demo-shop sms +33700000001", "demo-shop voice +33100000001",
            "demo-shop whatsapp +33700000001", "demo-shop telegram demo_shop_bot",
        ]);
    }

    [Fact]
    public async Task Without_a_key_the_command_says_where_to_find_one()
    {
        var run = await CommandRun.OfAsync(
            "channels", "--urls", Urls, "--Gateway:DataPath", Path.Combine(Path.GetTempPath(), "no-gateway-here"));

        run.ExitCode.ShouldBe(1);
        run.Errors.TrimEnd().Split('\n').ShouldHaveSingleItem().ShouldContain("--key");
    }

    [Fact]
    public async Task Where_no_gateway_answers_one_line_says_so()
    {
        var run = await CommandRun.OfAsync("simulate", "sms", "--urls", "http://127.0.0.1:9");

        run.ExitCode.ShouldBe(1);
        run.Errors.TrimEnd()
            .ShouldBe(
                "No gateway answers at http://127.0.0.1:9/. Start it with ./run, or say where it is with --urls.");
    }

    [Theory]
    [InlineData("sms")]
    [InlineData("whatsapp")]
    [InlineData("telegram")]
    public async Task In_a_terminal_a_question_is_answered(string kind)
    {
        var run = await CommandRun.WithInputAsync(
            "Bonjour, combien coûte la livraison ?\n", "simulate", kind, "--urls", Urls, "--from", "+33639988801");

        run.Errors.ShouldBeEmpty();
        run.ExitCode.ShouldBe(0, run.Output);
        run.Output.ShouldContain("4,90");
    }

    [Fact]
    public async Task A_dry_run_shows_what_would_change_and_changes_nothing_then_connecting_changes_it_once()
    {
        string[] connect = ["twilio", "connect", "--urls", Urls, "--Gateway:DataPath", gateway.DataPath,
            "--Gateway:WorkspacesPath", Workspaces, "--Gateway:PublicUrl=https://gw.example.test"];
        const string wanted = "https://gw.example.test/webhooks/twilio/messages#ct=2000&rt=4000&rc=3&rp=ct,rt,5xx";

        foreach (var _ in new[] { 1, 2 })
        {
            var dry = await CommandRun.OfAsync([.. connect, "--dry-run"]);
            dry.ExitCode.ShouldBe(0, dry.Errors);
            dry.Output.ShouldContain($"-> {wanted}");
            dry.Output.ShouldContain("Not changed: this is a dry run.");
        }

        (await CommandRun.OfAsync(connect)).Output.ShouldContain("  Changed.");
        (await CommandRun.OfAsync(connect)).Output.ShouldContain("  Nothing to change.");
    }

    [Fact]
    public async Task Connecting_needs_the_public_address()
    {
        var run = await CommandRun.OfAsync(
            "twilio", "connect", "--Gateway:DataPath", gateway.DataPath, "--Gateway:WorkspacesPath", Workspaces);

        run.ExitCode.ShouldBe(1);
        run.Errors.TrimEnd().ShouldBe(
            "Gateway:PublicUrl: found nothing, expected the address that Twilio reaches the gateway at, such as https://chat.example.com.");
    }

    [Fact]
    public async Task A_misspelt_option_changes_nothing()
    {
        var run = await CommandRun.OfAsync(
            "twilio", "connect", "--dry-rn", "--Gateway:PublicUrl", "https://gw.example.test");

        run.ExitCode.ShouldBe(1);
        run.Errors.ShouldContain("--dry-rn");
        run.Output.ShouldNotContain("  Changed.");
    }

    [Theory]
    [InlineData("simulate", "--help")]
    [InlineData("twilio", "--help")]
    [InlineData("channels", "--help")]
    [InlineData("--help", "")]
    public async Task Each_command_explains_itself(string first, string second)
    {
        var run = await CommandRun.OfAsync([first, .. second.Length > 0 ? new[] { second } : []]);

        run.ExitCode.ShouldBe(0);
        run.Output.ShouldContain("Usage:");
        run.Output.ShouldContain("gateway");
    }

    [Theory]
    [InlineData("--urls", "http://127.0.0.1:8080")]
    [InlineData("--Gateway:DataPath=.data")]
    [InlineData("urls=http://127.0.0.1:8080")]
    public void Arguments_that_name_no_command_are_the_servers(params string[] arguments)
    {
        CommandLine.IsCommand(arguments).ShouldBeFalse();
        CommandLine.IsCommand([]).ShouldBeFalse();
    }

    [Fact]
    public void Only_what_differs_is_set()
    {
        var publicUrl = new Uri("https://gw.example.test/chat/");
        var wanted = TwilioAddresses.Messages(publicUrl);

        wanted.ShouldStartWith("https://gw.example.test/chat/webhooks/twilio/messages#");
        WebhookPlan.For(new TwilioWebhooks(wanted, "GET", null, "https://elsewhere.example.test"), publicUrl).Wanted
            .ShouldBe(new TwilioWebhooks(null, "POST", null, null));
        WebhookPlan.For(new TwilioWebhooks(wanted, "POST", null, null), publicUrl).IsNeeded.ShouldBeFalse();
    }

    [Fact]
    public void A_number_that_is_called_has_a_way_out_where_we_do_not_answer()
    {
        var publicUrl = new Uri("https://gw.example.test");
        var bin = new Uri("https://handler.example.test/bins/EH1");

        var plan = WebhookPlan.ForCalls(
            new TwilioWebhooks("https://sms", "POST", null, null), publicUrl, fallback: null);

        const string Status = "https://gw.example.test/webhooks/twilio/voice/status";
        plan.Wanted.ShouldBe(new TwilioWebhooks(null, null, null, Status)
        {
            VoiceUrl = "https://gw.example.test/webhooks/twilio/voice",
            VoiceMethod = "POST",
            VoiceFallbackUrl = "https://gw.example.test/webhooks/twilio/voice/fallback",
        });
        WebhookPlan.ForCalls(plan.Wanted, publicUrl, fallback: null).IsNeeded.ShouldBeFalse();
        WebhookPlan.ForCalls(plan.Wanted, publicUrl, bin).Wanted
            .ShouldBe(new TwilioWebhooks(null, null, null, null) { VoiceFallbackUrl = bin.OriginalString });
    }
}
