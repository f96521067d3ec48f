using System.Globalization;
using Gateway.Sessions;

namespace Gateway.Simulator.Stage;

/// <summary>The section <c>Simulator</c> of the configuration, checked.</summary>
internal sealed record SimulatorOptions
{
    private const int MaxPaceMs = 60_000;

    /// <summary>
    /// Whether providers without credentials are simulated; null (the default): where Redis and PostgreSQL are the
    /// embedded ones and neither a public address nor a proxy is configured, which strangers would come by. Providers
    /// with credentials never are.
    /// </summary>
    public bool? Enabled { get; init; }

    /// <summary>Time between two status callbacks of a message, in milliseconds. Default 400.</summary>
    public int PaceMs { get; init; } = 400;

    /// <summary>Reads and checks the section.</summary>
    /// <exception cref="ConfigurationException">A value cannot be used.</exception>
    public static SimulatorOptions Read(IConfiguration configuration)
    {
        var options = new SimulatorOptions();
        if (configuration["Simulator:Enabled"] is { Length: > 0 } enabled)
        {
            options = bool.TryParse(enabled, out var isEnabled)
                ? options with { Enabled = isEnabled }
                : throw new ConfigurationException("Simulator:Enabled", enabled, "true or false");
        }

        if (configuration["Simulator:PaceMs"] is { Length: > 0 } pace)
        {
            options = int.TryParse(pace, NumberStyles.None, CultureInfo.InvariantCulture, out var ms)
                && ms is >= 0 and <= MaxPaceMs
                ? options with { PaceMs = ms }
                : throw new ConfigurationException(
                    "Simulator:PaceMs", pace, FormattableString.Invariant($"a whole number of 0 to {MaxPaceMs}"));
        }

        return options;
    }
}
