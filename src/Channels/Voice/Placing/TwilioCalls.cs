using Gateway.Channels.Twilio;
using Twilio.Rest.Api.V2010.Account;
using Twilio.Types;
using TwilioHttpMethod = Twilio.Http.HttpMethod;

namespace Gateway.Channels.Voice.Placing;

/// <summary>
/// Twilio's API of calls: one request for each call, an end after ten seconds, and an honest word about it.
/// </summary>
internal sealed class TwilioCalls(TwilioHttp http, TimeProvider clock)
{
    private const string NotFound = "20404";
    private const int MostListed = 20;
    private const int SidLength = 34;

    private static readonly string[] Events = ["ringing", "answered", "completed"];

    /// <summary>Has somebody called, once.</summary>
    /// <param name="account">Who pays.</param>
    /// <param name="call">Who and how.</param>
    /// <param name="cancellationToken">Gives up; the call's fate is unknown.</param>
    public async Task<SendOutcome> CreateAsync(
        TwilioAccount account, OutgoingCall call, CancellationToken cancellationToken)
    {
        using var asked = new TwilioCall(http, account, clock, cancellationToken);
        try
        {
            var made = await CallResource.CreateAsync(
                new CreateCallOptions(new PhoneNumber(call.To), new PhoneNumber(call.From))
                {
                    PathAccountSid = account.AccountSid,
                    Url = call.Addresses.Answered(call.Session),
                    Method = TwilioHttpMethod.Post,
                    FallbackUrl = call.Addresses.Fallback,
                    StatusCallback = call.Addresses.StatusOf(call.Session),
                    StatusCallbackEvent = [.. Events],
                    Timeout = call.RingSeconds,
                    TimeLimit = call.LongestSeconds,
                    // The caller is connected at once; who it is is told when it is known.
                    MachineDetection = "DetectMessageEnd",
                    AsyncAmd = "true",
                    AsyncAmdStatusCallback = call.Addresses.Machine(call.Session),
                },
                asked.Client);
            return made?.Sid is { Length: SidLength } sid
                ? new SendOutcome.Sent(sid)
                : new SendOutcome.Unknown("answer");
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever the SDK made of it: what was seen on the wire decides.
            return TwilioClient.OutcomeOf(asked.Wire, clock);
        }
        catch (Exception)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }

    /// <summary>Looks for a call of ours whose answer was lost.</summary>
    /// <param name="account">Whose it would be.</param>
    /// <param name="from">Our number.</param>
    /// <param name="to">Theirs.</param>
    /// <param name="since">When it was asked for, with some time before it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Its id; null when Twilio has none.</returns>
    /// <exception cref="TwilioCallException">Twilio could not be asked.</exception>
    public Task<string?> FindAsync(
        TwilioAccount account, string from, string to, DateTimeOffset since, CancellationToken cancellationToken) =>
        TwilioCall.AskAsync(
            http, account, clock,
            async client =>
            {
                var page = await CallResource.ReadAsync(
                    new ReadCallOptions
                    {
                        PathAccountSid = account.AccountSid,
                        From = new PhoneNumber(from),
                        To = new PhoneNumber(to),
                        PageSize = MostListed,
                        Limit = MostListed,
                    },
                    client);
                return page.FirstOrDefault(
                    one => one.DateCreated is { } made
                        && new DateTimeOffset(DateTime.SpecifyKind(made, DateTimeKind.Utc)) >= since)?.Sid;
            },
            cancellationToken);

    /// <summary>Says something else in a call that runs, in place of what was being said.</summary>
    /// <returns>False when it is over by now.</returns>
    /// <exception cref="TwilioCallException">Twilio could not be asked, or refused.</exception>
    public Task<bool> SayAsync(
        TwilioAccount account, string callSid, string twiml, CancellationToken cancellationToken) => ChangeAsync(
        account,
        new UpdateCallOptions(callSid) { PathAccountSid = account.AccountSid, Twiml = new Twiml(twiml) },
        cancellationToken);

    /// <summary>Ends a call.</summary>
    /// <returns>False when it was over.</returns>
    /// <exception cref="TwilioCallException">Twilio could not be asked, or refused.</exception>
    public Task<bool> HangUpAsync(TwilioAccount account, string callSid, CancellationToken cancellationToken) =>
        ChangeAsync(
            account,
            new UpdateCallOptions(callSid)
            {
                PathAccountSid = account.AccountSid,
                Status = CallResource.UpdateStatusEnum.Completed,
            },
            cancellationToken);

    private async Task<bool> ChangeAsync(
        TwilioAccount account, UpdateCallOptions change, CancellationToken cancellationToken)
    {
        try
        {
            await TwilioCall.AskAsync(
                http, account, clock, client => CallResource.UpdateAsync(change, client), cancellationToken);
            return true;
        }
        catch (TwilioCallException error) when (error.Code == NotFound)
        {
            return false;
        }
    }
}
