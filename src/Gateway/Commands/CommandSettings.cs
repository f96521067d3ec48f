using System.Text.RegularExpressions;
using Gateway.Installation;

namespace Gateway.Commands;

/// <summary>
/// The configuration a command works with: the server's own sources, and the keys among the arguments.
/// </summary>
internal sealed partial class CommandSettings
{
    private readonly string[] _keys;

    private CommandSettings(string[] keys) => _keys = keys;

    /// <summary>
    /// Takes keys of the configuration (<c>--Gateway:PublicUrl value</c>) out of the arguments: the rest is the
    /// command's, and checked strictly.
    /// </summary>
    public static CommandSettings Split(string[] args, out string[] rest)
    {
        var keys = new List<string>();
        var others = new List<string>();
        for (var i = 0; i < args.Length; i++)
        {
            if (!Key().IsMatch(args[i]))
            {
                others.Add(args[i]);
                continue;
            }

            keys.Add(args[i]);
            if (!args[i].Contains('=', StringComparison.Ordinal) && i + 1 < args.Length)
                keys.Add(args[++i]);
        }

        rest = [.. others];
        return new CommandSettings([.. keys]);
    }

    /// <summary>Reads it.</summary>
    public IConfigurationRoot Read() => new ConfigurationBuilder()
        .AddOtherSpellings()
        .SetBasePath(AppContext.BaseDirectory)
        .AddJsonFile("appsettings.json", optional: true)
        .AddEnvironmentVariables()
        .AddCommandLine(_keys)
        .Build();

    [GeneratedRegex(
        @"\A--[A-Za-z0-9_.-]+(:[A-Za-z0-9_.-]+)+(=.*)?\z",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex Key();
}
