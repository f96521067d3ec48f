using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace Gateway.StandIns.Twilio;

/// <summary>The calls that an account was asked to begin, as Twilio's API takes and tells them.</summary>
/// <param name="accountSid">The account.</param>
/// <param name="newSid">Makes an id of a prefix.</param>
/// <param name="clock">The time.</param>
public sealed class KeptCalls(string accountSid, Func<string, string> newSid, TimeProvider clock)
{
    private const string Json = ".json";

    private readonly ConcurrentDictionary<string, KeptCall> _calls = new(StringComparer.Ordinal);

    /// <summary>All of them, the oldest first.</summary>
    public IReadOnlyList<KeptCall> All => [.. _calls.Values.OrderBy(call => call.Sid, StringComparer.Ordinal)];

    /// <summary>Changes one.</summary>
    /// <returns>Null when there is none.</returns>
    public KeptCall? Update(string sid, Func<KeptCall, KeptCall> change) =>
        _calls.TryGetValue(sid, out var call) ? _calls[sid] = change(call) : null;

    /// <summary>Answers what is about calls.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">The path below the API's address.</param>
    /// <param name="query">The query.</param>
    /// <param name="form">The form.</param>
    /// <returns>Null when it is about something else.</returns>
    public (int Status, object Body)? Answer(string method, string path, IQueryCollection query, IFormCollection form)
    {
        string[] steps = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return (method, steps) switch
        {
            ("POST", [_, "Accounts", var account, "Calls.json"]) when account == accountSid => (201, Begin(form)),
            ("GET", [_, "Accounts", var account, "Calls.json"]) when account == accountSid =>
                (200, TwilioResources.Page(path, query, "calls", [.. Listed(query).Select(Of)])),
            ("POST", [_, "Accounts", var account, "Calls", var sid]) when account == accountSid =>
                Change(sid.EndsWith(Json, StringComparison.Ordinal) ? sid[..^Json.Length] : sid, form),
            _ => null,
        };
    }

    private Dictionary<string, object?> Begin(IFormCollection form)
    {
        var call = new KeptCall
        {
            Sid = newSid("CA"),
            From = form["From"].ToString(),
            To = form["To"].ToString(),
            Url = form["Url"].ToString(),
            StatusCallback = form["StatusCallback"],
            MachineCallback = form["AsyncAmdStatusCallback"],
            CreatedAt = clock.GetUtcNow(),
        };
        _calls[call.Sid] = call;
        return Of(call);
    }

    private (int Status, object Body) Change(string sid, IFormCollection form)
    {
        if (!_calls.TryGetValue(sid, out var call) || call.Status == "completed")
            return (404, TwilioFailure.NotFound);
        return (200, Of(_calls[sid] = call with
        {
            Status = form.TryGetValue("Status", out var status) ? status.ToString() : call.Status,
            Twiml = form.TryGetValue("Twiml", out var twiml) ? twiml.ToString() : call.Twiml,
        }));
    }

    private IEnumerable<KeptCall> Listed(IQueryCollection query) => All.Reverse()
        .Where(call => !query.TryGetValue("From", out var from) || call.From == from)
        .Where(call => !query.TryGetValue("To", out var to) || call.To == to);

    private Dictionary<string, object?> Of(KeptCall call) => new()
    {
        ["sid"] = call.Sid,
        ["account_sid"] = accountSid,
        ["from"] = call.From,
        ["to"] = call.To,
        ["direction"] = "outbound-api",
        ["status"] = call.Status,
        ["date_created"] = TwilioResources.Rfc2822(call.CreatedAt),
        ["api_version"] = "2010-04-01",
    };
}
