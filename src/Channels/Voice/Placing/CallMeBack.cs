using System.Globalization;
using System.Net;
using Gateway.Channels.Voice.Lines;
using Gateway.Sessions;
using Gateway.Sessions.Engine;
using Gateway.Sessions.Texts;
using Gateway.Sessions.Workspaces;
using Microsoft.Extensions.Options;

namespace Gateway.Channels.Voice.Placing;

/// <summary>
/// Calls a visitor who asks for it. Anybody can type anybody's number: so it is one that costs no more than others, in
/// a country of the business, seldom, and never one that has opted out. To ask is to agree to the call, which is
/// recorded.
/// </summary>
public sealed class CallMeBack(
    ICallPlacer placer, IConsents consents, Limits limits, IOptions<VoiceOptions> options, TimeProvider clock)
{
    private const int MaxSubject = 200;
    private const int VisitorsPerHour = 5;
    private const int VisitorsPerDay = 10;
    private const string Reason = "callMeBack";

    // Who asks twice within it is called once.
    private static readonly TimeSpan Once = TimeSpan.FromMinutes(10);

    /// <summary>Whether a business can call back: it has a number that we answer ourselves.</summary>
    public static bool IsOfferedBy(Workspace workspace) => LineOf(workspace) is not null;

    /// <summary>Asks for a call.</summary>
    /// <param name="workspace">The business.</param>
    /// <param name="phone">The visitor's number as they wrote it.</param>
    /// <param name="subject">What it is about, in their words; null for nothing.</param>
    /// <param name="locale"><c>fr</c> or <c>en</c>.</param>
    /// <param name="visitor">Where they ask from.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>
    /// As for any call; besides, its reason may be <c>phone</c> (not a number, or one that cannot be called),
    /// <c>country</c> and <c>tooOften</c>.
    /// </returns>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer; it can be asked for again.</exception>
    public async Task<CallBegun> AskAsync(
        Workspace workspace, string? phone, string? subject, string locale, IPAddress? visitor,
        CancellationToken cancellationToken)
    {
        if (LineOf(workspace) is not { Line: { } line })
            return Refused("line");
        var home = E164.CountryOf(line);
        if (phone is not { Length: <= 40 } || E164.FromPeople(phone, home ?? "FR") is not { } number
            || !E164.IsOrdinary(number))
            return Refused("phone");
        if (!CountriesOf(workspace).Contains(E164.CountryOf(number)))
            return Refused("country");
        if (await TooOftenAsync(number, visitor) is { } wait)
            return new CallBegun(CallOutcome.Later) { Reason = "tooOften", NotBefore = clock.GetUtcNow() + wait };

        var now = clock.GetUtcNow();
        var session = new Session(
            default, workspace.Id, ChannelKind.Voice, number, Contact: null, locale, SessionStatus.Open, LastSeq: 0,
            now, now)
        { Line = line };
        var permission = await consents.MaySendAsync(
            workspace, session, MessageClass.Service, now, cancellationToken);
        if (!permission.IsAllowed)
            return Refused(permission.Reason);
        var key = string.Create(
            CultureInfo.InvariantCulture, $"callback:{number}:{now.ToUnixTimeSeconds() / (long)Once.TotalSeconds}");
        await consents.RecordAsync(
            new ConsentEvent(
                workspace.Id, ChannelKind.Voice, [new ContactIdentity(IdentityKind.Phone, number)],
                ConsentKeyword.Start, key, now),
            cancellationToken);
        var about = subject is null ? null : WellFormed.Line(subject, MaxSubject);
        return await placer.BeginAsync(
            new BeginRequest
            {
                Workspace = workspace.Id,
                Channel = ChannelKind.Voice,
                Address = number,
                Line = line,
                Locale = locale,
                ExternalId = key,
                Cause = new Begin(Reason, MessageClass.Service, PurposeOf(locale, about)),
            },
            cancellationToken);
    }

    private static WorkspaceChannel? LineOf(Workspace workspace) => workspace.Channels.FirstOrDefault(
        channel => channel is { Kind: ChannelKind.Voice, Line: not null }
            && channel.SettingsOf<VoiceSettings>().ModeOrDefault != VoiceSettings.Agent);

    private static HashSet<string?> CountriesOf(Workspace workspace) =>
        [.. workspace.Channels.Select(channel => channel.Line).OfType<string>().Select(E164.CountryOf)
            .Where(country => country is not null)];

    private static string PurposeOf(string locale, string? about) => (locale, about) switch
    {
        ("en", null) => "They asked on the website to be called.",
        ("en", _) => $"They asked on the website to be called about: {about}",
        (_, null) => "La personne a demandé sur le site à être rappelée.",
        _ => $"La personne a demandé sur le site à être rappelée au sujet de\u00A0: {about}",
    };

    private async Task<TimeSpan?> TooOftenAsync(string number, IPAddress? visitor)
    {
        var used = await limits.CountAsync(
            "callback-visitor", ClientNetwork.Of(visitor), new Allowance(null, VisitorsPerHour, VisitorsPerDay))
            ?? await limits.CountAsync(
                "callback-number", number, new Allowance(PerMinute: 1, null, options.Value.CallBacksPerDay));
        return used?.Wait;
    }

    private static CallBegun Refused(string reason) => new(CallOutcome.Refused) { Reason = reason };
}
