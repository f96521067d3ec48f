using System.Globalization;
using System.Net;
using Gateway.Brain.Mail;
using Gateway.Sessions;
using MailKit.Security;

namespace Gateway.Mail;

/// <summary>The section <c>Smtp</c> of the configuration, checked: the server that takes our mail.</summary>
internal sealed class SmtpOptions
{
    private const int TlsPort = 465;
    private const int SubmissionPort = 587;

    private static readonly string[] Keys = ["Port", "User", "Password", "From"];

    /// <summary>Name or address of the server.</summary>
    public required string Host { get; init; }

    /// <summary>Its port. Default 587.</summary>
    public required int Port { get; init; }

    /// <summary>Who we are to it; null where it takes mail without.</summary>
    public string? User { get; init; }

    /// <summary>The password to it; null without a user.</summary>
    public string? Password { get; init; }

    /// <summary>The address that all mail is from.</summary>
    public required string From { get; init; }

    /// <summary>How the connection is kept from others.</summary>
    public required SecureSocketOptions Security { get; init; }

    /// <summary>Whether a mail server is configured.</summary>
    public static bool Has(IConfiguration configuration) => configuration["Smtp:Host"] is { Length: > 0 };

    /// <summary>Reads and checks the section.</summary>
    /// <returns>Null where no server is named.</returns>
    /// <exception cref="ConfigurationException">A value cannot be used, or there are some without a
    /// server.</exception>
    public static SmtpOptions? Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Smtp");
        if (!Has(configuration))
        {
            return Array.Find(Keys, key => section[key] is { Length: > 0 }) is { } key
                ? throw new ConfigurationException(
                    "Smtp:Host", found: null, $"the name of a mail server, since there is Smtp:{key}")
                : null;
        }

        var user = section["User"] is { Length: > 0 } named ? named : null;
        var password = section["Password"] is { Length: > 0 } secret ? secret : null;
        if (user is not null != password is not null)
        {
            throw new ConfigurationException(
                user is null ? "Smtp:User" : "Smtp:Password", found: null, "both Smtp:User and Smtp:Password, or none");
        }

        var host = Uri.CheckHostName(section["Host"]) != UriHostNameType.Unknown
            ? section["Host"]!
            : throw new ConfigurationException("Smtp:Host", section["Host"], "the name of a mail server");
        var port = PortOf(section["Port"]);
        return new SmtpOptions
        {
            Host = host,
            Port = port,
            Security = SecurityOf(host, port, user is not null),
            User = user,
            Password = password,
            From = EmailAddress.Is(section["From"])
                ? section["From"]!
                : throw new ConfigurationException(
                    "Smtp:From", section["From"], "the address that mail is from, such as noreply@example.com"),
        };
    }

    // TLS from the beginning at port 465; at 587, and wherever a password would be sent, TLS asked for by STARTTLS, or
    // no mail; elsewhere STARTTLS where the server has it. To this machine: nothing, since nobody is between.
    private static SecureSocketOptions SecurityOf(string host, int port, bool hasPassword) =>
        port == TlsPort ? SecureSocketOptions.SslOnConnect
        : IsHere(host) ? SecureSocketOptions.None
        : port == SubmissionPort || hasPassword ? SecureSocketOptions.StartTls
        : SecureSocketOptions.StartTlsWhenAvailable;

    private static bool IsHere(string host) => string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static int PortOf(string? text) => text is not { Length: > 0 }
        ? SubmissionPort
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && port is > 0 and <= ushort.MaxValue
            ? port
            : throw new ConfigurationException("Smtp:Port", text, "a port: 587, 465 or another of 1 to 65535");
}
