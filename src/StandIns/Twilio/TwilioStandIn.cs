using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Gateway.StandIns.Twilio;

/// <summary>The part of Twilio's API that a gateway calls, for one account.</summary>
/// <param name="accountSid">AC and 32 hexadecimal digits.</param>
/// <param name="authToken">Signs webhooks and opens the API.</param>
public abstract class TwilioStandIn(string accountSid, string authToken)
{
    private const int MaxBody = 1_600;
    private const int MaxMedia = 10;
    private const string Json = ".json";

    /// <summary>The account.</summary>
    public string AccountSid { get; } = accountSid;

    /// <summary>Its token.</summary>
    public string AuthToken { get; } = authToken;

    /// <summary>The messages it has.</summary>
    protected abstract MessageBook Book { get; }

    /// <summary>What it sells and the accounts below it; null where it has the numbers it has, and no more.</summary>
    protected virtual NumberShop? Shop => null;

    /// <summary>The calls it was asked to begin; null where it begins none.</summary>
    protected virtual KeptCalls? Calls => null;

    /// <summary>Answers a request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="path">Its path below the API's address.</param>
    protected async Task HandleAsync(HttpContext context, string path)
    {
        if (!IsAuthorised(context))
        {
            await FailAsync(context, new TwilioFailure(20003, "Authenticate", 401));
            return;
        }

        IFormCollection form = FormCollection.Empty;
        if (HttpMethods.IsPost(context.Request.Method))
        {
            if (await context.Request.TryReadFormAsync() is not { } posted)
            {
                await FailAsync(context, new TwilioFailure(20001, "Expected a form"));
                return;
            }

            form = posted;
        }

        var query = context.Request.Query;
        if (Shop?.Answer(context.Request.Method, path, query, form) is var (status, body))
        {
            await (body is null ? DeleteAsync(context, isThere: true) : AnswerAsync(context, status, body));
            return;
        }

        if (Calls?.Answer(context.Request.Method, path, query, form) is var (code, call))
        {
            await AnswerAsync(context, code, call);
            return;
        }

        var account = TwilioResources.Root + AccountSid;
        string[] steps = path.StartsWith(account, StringComparison.Ordinal)
            ? path[account.Length..].Split('/', StringSplitOptions.RemoveEmptyEntries)
            : [];
        await ((context.Request.Method, steps) switch
        {
            ("POST", _) when path == "/v2/Indicators/Typing.json" => ShowTypingAsync(context, form),
            ("POST", ["Messages.json"]) => SendAsync(context, form),
            ("GET", ["Messages.json"]) =>
                AnswerAsync(
                    context, 200,
                    TwilioResources.Page(path, query, "messages", [.. Book.List(query).Select(ResourceOf)])),
            ("GET", ["Messages", var sid]) => AnswerAsync(context, Book.Find(IdOf(sid))),
            ("POST", ["Messages", var sid]) =>
                AnswerAsync(context, Book.Update(IdOf(sid), message => message with { Body = "" })),
            ("DELETE", ["Messages", var sid]) => DeleteAsync(context, Book.Remove(IdOf(sid))),
            ("GET", ["Messages", var sid, "Media.json"]) when Book.Find(sid) is { } message =>
                AnswerAsync(context, 200, TwilioResources.Page(
                path, query, "media_list",
                [.. message.Media.Select(file => TwilioResources.Of(file, message, AccountSid))])),
            ("GET", ["Messages", var sid, "Media", var media]) when FileOf(sid, media) is { } file =>
                ServeAsync(context, file),
            ("DELETE", ["Messages", var sid, "Media", var media]) => DeleteAsync(context, EraseFile(sid, IdOf(media))),
            ("GET", ["IncomingPhoneNumbers.json"]) => AnswerAsync(context, 200, TwilioResources.Page(
                path, query, "incoming_phone_numbers",
                [.. Numbers()
                .Where(number => !query.TryGetValue("PhoneNumber", out var one) || number.Number == one)])),
            ("POST", ["IncomingPhoneNumbers", var sid])
                when Numbers().FirstOrDefault(number => number.Sid == IdOf(sid)) is { } number =>
                AnswerAsync(context, 200, Change(number.With(form))),
            _ => FailAsync(context, TwilioFailure.NotFound),
        });
    }

    /// <summary>Takes a message and answers.</summary>
    protected abstract Task SendAsync(HttpContext context, IFormCollection form);

    /// <summary>Sends what is in a file.</summary>
    protected abstract Task ServeAsync(HttpContext context, KeptMedia file);

    /// <summary>Shows that an answer to a message of WhatsApp's is being written.</summary>
    /// <returns>False when there is no such message.</returns>
    protected abstract bool ShowTyping(string messageSid);

    /// <summary>The numbers of the account.</summary>
    protected abstract IEnumerable<KeptNumber> Numbers();

    /// <summary>Sets a number up.</summary>
    protected abstract KeptNumber Change(KeptNumber number);

    /// <summary>Why a message is not taken, or null.</summary>
    /// <param name="from">Our end, whichever number the sender's service has chosen.</param>
    /// <param name="form">What was asked for.</param>
    protected TwilioFailure? RefusalOf(string from, IFormCollection form)
    {
        var (to, body, media) = (form["To"].ToString(), form["Body"].ToString(), form["MediaUrl"].Count);
        if (!IsAddress(to))
            return new TwilioFailure(21211, "The 'To' number is not a valid phone number.");
        if (body.Length == 0 && media == 0 && form["ContentSid"].Count == 0)
            return new TwilioFailure(21619, "A text message body or media urls must be specified.");
        if (body.Length > MaxBody)
            return new TwilioFailure(21617, "The concatenated message body exceeds the 1600 character limit.");
        if (media > MaxMedia)
            return new TwilioFailure(21623, "Number of media files exceeds allowed limit.");
        if (Book.IsOptedOut(from, to))
            return new TwilioFailure(21610, "Attempt to send to unsubscribed recipient");
        return form["ContentVariables"].ToString() is { Length: > 0 } variables && !IsVariables(variables)
            ? new TwilioFailure(21656, "The ContentVariables parameter is invalid.")
            : null;
    }

    /// <summary>Writes down a message that is taken to be sent.</summary>
    /// <param name="sid">Its id.</param>
    /// <param name="from">Our end.</param>
    /// <param name="form">What was asked for.</param>
    /// <param name="at">When.</param>
    /// <param name="isSent">False: it waits in the queue and has no date of sending.</param>
    /// <param name="segments">As how many SMS it is billed.</param>
    protected KeptMessage Take(
        string sid, string from, IFormCollection form, DateTimeOffset at, bool isSent = true, int segments = 1) =>
        Book.Add(new KeptMessage
        {
            Sid = sid,
            IsInbound = false,
            From = from,
            To = form["To"].ToString(),
            Body = form["Body"].ToString(),
            MessagingServiceSid = Optional(form, "MessagingServiceSid"),
            ContentSid = Optional(form, "ContentSid"),
            ContentVariables = Optional(form, "ContentVariables"),
            MediaUrls = [.. form["MediaUrl"].OfType<string>().Where(url => url.Length > 0)],
            Segments = segments,
            StatusCallback = Optional(form, "StatusCallback"),
            ValidityPeriod = Optional(form, "ValidityPeriod"),
            CreatedAt = at,
            SentAt = isSent ? at : null,
            Status = isSent ? "sent" : "queued",
        });

    /// <summary>Answers with a message, or that there is none.</summary>
    protected Task AnswerAsync(HttpContext context, KeptMessage? message, int status = 200) =>
        message is null
            ? FailAsync(context, TwilioFailure.NotFound)
            : AnswerAsync(context, status, ResourceOf(message));

    /// <summary>Answers in JSON.</summary>
    protected static async Task AnswerAsync(HttpContext context, int status, object body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(JsonSerializer.Serialize(body), context.RequestAborted);
    }

    /// <summary>Says why it was not done.</summary>
    protected static Task FailAsync(HttpContext context, TwilioFailure failure) =>
        AnswerAsync(context, failure.Status, failure);

    private Dictionary<string, object?> ResourceOf(KeptMessage message) => TwilioResources.Of(message, AccountSid);

    private Task ShowTypingAsync(HttpContext context, IFormCollection form) =>
        form["channel"] == "whatsapp" && ShowTyping(form["messageId"].ToString())
        ? AnswerAsync(context, 200, new { success = true })
        : FailAsync(context, new TwilioFailure(20422, "Invalid Parameter", 422));

    private static Task DeleteAsync(HttpContext context, bool isThere)
    {
        if (!isThere)
            return FailAsync(context, TwilioFailure.NotFound);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private KeptMedia? FileOf(string messageSid, string sid) =>
        Book.Find(messageSid)?.Media.FirstOrDefault(file => file.Sid == sid);

    private bool EraseFile(string messageSid, string sid)
    {
        if (FileOf(messageSid, sid) is null)
            return false;
        Book.Update(messageSid, message => message with { Media = [.. message.Media.Where(file => file.Sid != sid)] });
        return true;
    }

    private bool IsAuthorised(HttpContext context)
    {
        // Who has the main account's credentials opens those below it; these open their own, and what is no account's.
        var path = context.Request.Path.Value!;
        bool Opens(KeptAccount below) => !path.StartsWith(TwilioResources.Root, StringComparison.Ordinal)
            || path.StartsWith($"{TwilioResources.Root}{below.Sid}/", StringComparison.Ordinal);
        return AuthenticationHeaderValue.TryParse(context.Request.Headers.Authorization, out var given) &&
            given.Scheme == "Basic" &&
            (IsOf(given, AccountSid, AuthToken)
                || Shop?.Accounts.Values.Any(one => Opens(one) && IsOf(given, one.Sid, one.AuthToken)) == true);
    }

    private static bool IsOf(AuthenticationHeaderValue given, string sid, string token) =>
        CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(given.Parameter ?? ""),
            Encoding.UTF8.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes($"{sid}:{token}"))));

    // E.164, or on WhatsApp the id of someone who hides their number.
    private static bool IsAddress(string to)
    {
        var bare = to.StartsWith(TwilioForms.WhatsAppPrefix, StringComparison.Ordinal)
            ? to[TwilioForms.WhatsAppPrefix.Length..]
            : to;
        return bare is ['+', not '0', _, _, _, _, _, _, ..] and { Length: <= 16 }
            ? bare[1..].All(char.IsAsciiDigit)
            : to != bare && bare.Contains('.', StringComparison.Ordinal);
    }

    private static bool IsVariables(string variables)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string>>(variables) is { } read
                && read.Values.All(value => value.Length > 0);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string IdOf(string step) =>
        step.EndsWith(Json, StringComparison.Ordinal) ? step[..^Json.Length] : step;

    private static string? Given(IFormCollection form, string name) =>
        form.TryGetValue(name, out var value) ? value.ToString() : null;

    private static string? Optional(IFormCollection form, string name) =>
        Given(form, name) is { Length: > 0 } text ? text : null;
}
