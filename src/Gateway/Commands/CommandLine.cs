using System.CommandLine;
using Gateway.Sessions;

namespace Gateway.Commands;

/// <summary>The commands besides serving, which is what the gateway does when no command is named.</summary>
internal static class CommandLine
{
    private const string About =
        """
        A self-hosted conversational gateway.

        Without a command it serves until it is stopped. Every key of the configuration can be given as an option:
          gateway --urls http://127.0.0.1:8080 --Gateway:DataPath /srv/gateway
        """;

    private static readonly string[] Names =
        ["twilio", "channels", "simulate", "replay", "centre", "--help", "-h", "-?", "--version"];

    /// <summary>Whether the arguments name a command. All others are those of the server, untouched.</summary>
    public static bool IsCommand(string[] args) => args.Length > 0 && Names.Contains(args[0]);

    /// <summary>Runs the command.</summary>
    /// <returns>The process's exit code: 0 when all went well, 1 when not.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var settings = CommandSettings.Split(args, out var rest);
        var root = new RootCommand(About)
        {
            HelpName = "gateway",
        };
        root.Subcommands.Add(TwilioConnect.Create(settings));
        root.Subcommands.Add(ShowChannels.Create(settings));
        root.Subcommands.Add(Simulate.Create());
        root.Subcommands.Add(Replay.Create(settings));
        root.Subcommands.Add(new Command("centre", "Inspection centres.")
        {
            CentreImport.Create(settings), CentreActivation.Activate(settings), CentreActivation.Deactivate(settings),
        });
        try
        {
            return await root.Parse(rest)
                .InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (CommandFailedException failed)
        {
            await Console.Error.WriteLineAsync(failed.Message);
            return 1;
        }
        catch (ConfigurationException wrong)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            return 1;
        }
    }
}

/// <summary>A command cannot do what it was asked; the message is one line for the person at the terminal.</summary>
internal sealed class CommandFailedException(string message) : Exception(message);
