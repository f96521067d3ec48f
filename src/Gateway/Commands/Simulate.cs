using System.CommandLine;
using Gateway.Sessions;

namespace Gateway.Commands;

/// <summary><c>gateway simulate</c>: a phone in the terminal.</summary>
internal static class Simulate
{
    private const string Call = "call";

    private static readonly string[] Kinds = [ChannelKind.Sms, ChannelKind.WhatsApp, ChannelKind.Telegram, Call];

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var kind = new Argument<string>("channel") { Description = "By which channel to write" };
        kind.AcceptOnlyFromAmong(Kinds);
        var workspace = new Option<string>(
            "--workspace")
        { Description = "Whom to write to", DefaultValueFactory = _ => "demo-shop" };
        var from = new Option<string>(
            "--from")
        { Description = "Who writes: a number in E.164 form", DefaultValueFactory = _ => "+33639980001" };
        var text = new Option<string[]>("--text")
        {
            Description = "call: what is said, each when the agent has fallen silent; default: what is typed",
            AllowMultipleArgumentsPerToken = true,
        };
        var wav = new Option<string?>("--wav") { Description = "call: a sound file that is said first" };
        var urls = RunningGateway.UrlsOption();
        var command = new Command(
            "simulate",
            "Writes to a workspace of a running gateway by SMS, WhatsApp or Telegram, or calls it. No account is needed.")
        {
            kind, workspace, from, text, wav, urls,
        };
        command.SetAction(async (result, cancellationToken) =>
        {
            using var gateway = RunningGateway.At(result.GetValue(urls)!);
            if (result.GetValue(kind) == Call)
            {
                using var call = new TerminalCall(gateway, result.GetValue(workspace)!, result.GetValue(from)!);
                return await call.TalkAsync(
                    result.GetValue(text) ?? [], result.GetValue(wav), Console.In, Console.Out, cancellationToken);
            }

            var phone = new TerminalPhone(
                gateway, result.GetValue(kind)!, result.GetValue(workspace)!, result.GetValue(from)!);
            return await phone.TalkAsync(Console.In, Console.Out, cancellationToken);
        });
        return command;
    }
}
