using System.Diagnostics.CodeAnalysis;
using Gateway.Sessions;
using Gateway.Sessions.Deliveries;
using Gateway.Sessions.Engine;
using Gateway.Sessions.Workspaces;
using Microsoft.Extensions.Logging;

namespace Gateway.Channels.Consent;

/// <summary>
/// Hears what providers tell of opt-outs, in one order wherever it comes up: the way out is closed in Redis, then the
/// records are told. Records that do not answer change nothing for the contact: what they have to be told is kept in
/// Redis until they have it.
/// </summary>
internal sealed partial class ProviderOptOuts(
    OptOuts optOuts, OwedConsents owed, IConsents consents, KnownChannels channels, ConsentMetrics metrics,
    ILogger<ProviderOptOuts> logger)
{
    // What is owed is written down again at the next round; one that the records cannot take must not keep the others
    // waiting.
    private const int MostInRound = 1_000;
    private const int MostFailures = 5;

    /// <summary>Hears a word: when this returns, it holds, and nobody has to say it again.</summary>
    /// <param name="word">What was said.</param>
    /// <param name="cancellationToken">Gives up telling the records; they are told later.</param>
    /// <exception cref="SessionStoreUnavailableException">
    /// It may or may not have been heard, and has to be said again.
    /// </exception>
    public async Task HearAsync(ProviderWord word, CancellationToken cancellationToken)
    {
        var identities = word.Addresses.Select(channels[word.Channel].IdentityOf).OfType<ContactIdentity>().Distinct();
        var consent = new ConsentEvent(
            word.Workspace, word.Channel, [.. identities], word.Keyword, word.Source, word.At);
        // Owed before it holds: a node that ends between the two leaves a word that the records hear of and then close
        // the way for themselves.
        await owed.AddAsync(consent);
        var isStop = word.Keyword == ConsentKeyword.Stop;
        foreach (var address in word.Addresses)
            await optOuts.SetAsync(word.Workspace, word.Channel, word.Line, address, isStop);
        await RecordAsync(consent, cancellationToken);
    }

    /// <summary>Tells the records what they are owed.</summary>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        var failures = 0;
        foreach (var consent in await owed.ReadAsync(MostInRound))
        {
            if (!await RecordAsync(consent, cancellationToken) && ++failures >= MostFailures)
                return;
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever keeps the records from it, they are told later.")]
    private async Task<bool> RecordAsync(ConsentEvent consent, CancellationToken cancellationToken)
    {
        try
        {
            await consents.RecordAsync(consent, cancellationToken);
            await owed.ForgetAsync(consent);
            metrics.Told(consent.Channel, "recorded");
            return true;
        }
        catch (Exception error)
        {
            metrics.Told(consent.Channel, "owed");
            Log.Owed(logger, error, consent.Workspace, consent.Channel);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "Workspace {Workspace}: a contact's word about {Channel} holds and is not recorded yet")]
        public static partial void Owed(ILogger logger, Exception error, string workspace, string channel);
    }
}
