using Gateway.Embedded.Servers;
using Gateway.Sessions;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Gateway;

/// <summary>What keeps the gateway from starting, in words for the person at the terminal.</summary>
internal static class StartFailure
{
    /// <summary>
    /// The lines to print, one per fault, or null when the exception is a fault of ours and its stack trace is wanted.
    /// </summary>
    public static string? Explain(Exception exception) => exception switch
    {
        ConfigurationException or ServerStartException => exception.Message,
        OptionsValidationException invalid => string.Join(Environment.NewLine, invalid.Failures),
        NpgsqlException => $"ConnectionStrings:Postgres: PostgreSQL cannot be used: {exception.Message}"
            .ReplaceLineEndings(" "),
        IOException { InnerException: AddressInUseException } => $"{exception.Message} Choose another one with --urls.",
        InvalidOperationException
            when exception.Message.StartsWith("Failed to convert configuration value", StringComparison.Ordinal) =>
            exception.Message,
        InvalidDataException or FormatException when exception.Message.Contains(".json", StringComparison.Ordinal) =>
            $"{exception.Message} {exception.InnerException?.Message}".ReplaceLineEndings(" "),
        _ => null,
    };
}
