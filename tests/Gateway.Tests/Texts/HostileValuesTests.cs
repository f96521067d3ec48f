using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Gateway.Channels.Twilio;
using Gateway.Sessions;
using Gateway.Sessions.Engine;
using Gateway.Sessions.Texts;
using Gateway.Simulator.Stage;
using Gateway.Simulator.Telegram;
using Gateway.Testing;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Texts;

/// <summary>
/// Hostile values through every field of every door: nothing is our fault, nothing is lost, and who comes next is
/// served as if nothing had been.
/// </summary>
public sealed class HostileValuesTests : IAsyncLifetime
{
    private const int Sample = 40;
    private const int All = 1_200;
    private const int AtOnce = 8;
    private const string Shop = "demo-shop";
    private const string Person = "+33639980001";
    private const string ShopNumber = "+33700000001";

    private static readonly string[] FormFields =
        ["To", "From", "Body", "MediaUrl", "StatusCallback", "MessageSid", "chat_id", "text", "reply_markup"];

    private GatewayInside _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await GatewayInside.StartAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public Task No_door_answers_a_hostile_value_with_a_fault_of_ours() => KnockAsync(Sample);

    [Fact]
    [Trait("Category", "Long")]
    public Task The_same_with_all_of_them() => KnockAsync(All);

    [Fact]
    public Task What_a_stranger_writes_is_kept_mended_on_every_channel() => WriteAsync(4 * Sample);

    [Fact]
    [Trait("Category", "Long")]
    public Task All_that_strangers_write_is_kept_mended_on_every_channel() => WriteAsync(All);

    private async Task KnockAsync(int count)
    {
        var session = await NormalAsync();
        var faults = new ConcurrentBag<string>();
        var answered = 0;
        await Parallel.ForEachAsync(
            Ordered(_gateway.Doors).SelectMany(door => Requests(door, session, HostileValues.Texts(count))),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (ask, stop) =>
        {
            try
            {
                using var request = ask();
                using var answer = await _gateway.Http.SendAsync(
                    request, HttpCompletionOption.ResponseHeadersRead, stop);
                if ((int)answer.StatusCode >= 500)
                    faults.Add(
                        $"{(int)answer.StatusCode} {request.Method} {Shown(request.RequestUri!.OriginalString)} {request.Content?.Headers.ContentType} {Shown(request.Content is null ? "" : Encoding.UTF8.GetString(await request.Content.ReadAsByteArrayAsync(stop)))}");
            }
            catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
            {
                faults.Add(error.Message);
            }

            Interlocked.Increment(ref answered);
        });
        TestContext.Current.SendDiagnosticMessage("{0} requests through {1} doors", answered, _gateway.Doors.Count);
        // One of each path is enough to find it by.
        faults.GroupBy(fault => fault.Split('?')[0]).Select(one => one.First()).Take(20).ShouldBeEmpty();
        answered.ShouldBeGreaterThan(count * 10);
        await NormalAsync();
    }

    // Unsigned webhooks make their network suspect: they come when all else has been asked.
    private static IEnumerable<RouteEndpoint> Ordered(IEnumerable<RouteEndpoint> doors) =>
        doors.OrderBy(door => door.RoutePattern.RawText!.StartsWith("/webhooks", StringComparison.Ordinal))
            .ThenBy(door => door.RoutePattern.RawText, StringComparer.Ordinal);

    private async Task WriteAsync(int count)
    {
        var texts = HostileValues.Texts(count);
        await HubAsync(texts);
        await ChatAsync(texts, isFrench: true);
        await ChatAsync([.. texts.Take(count / 4)], isFrench: false);
        await TwilioAsync(texts, ChannelKind.Sms, "");
        await TwilioAsync(texts, ChannelKind.WhatsApp, "whatsapp:");
        await TelegramAsync(texts);
        await NormalAsync();
    }

    private async Task HubAsync(IReadOnlyList<string> texts)
    {
        await using var visitor = await HubClient.ConnectAsync(_gateway.Address);
        var started = await visitor.CallRawAsync(
            "Start", """[{"siteKey":"demo-shop","locale":"fr\u0000","page":"\ud800"}]""");
        List<string> kept = [];
        HashSet<string> ids = [];
        foreach (var (index, text) in texts.Index())
        {
            foreach (var wrong in (string[])[$$"""[{"clientMessageId":{{Quote(text)}},"text":"x"}]""",
                $$"""[{"clientMessageId":"m{{index}}","text":"","payload":null,"attachments":{{Quote(text)}}}]"""])
                await RefusedAsync(
                    visitor, "Send", wrong,
                    mayBeTaken: text.Length > 0
                    && text.All(unit => char.IsAsciiLetterOrDigit(unit) || unit is '-' or '_') ? () =>
                    kept.AddRange(ids.Add(text) ? ["x"] : []) : null);
            await RefusedAsync(visitor, "Resume", $$"""[{"afterSeq":{{Quote(text)}}}]""", mayBeTaken: () => { });
            await RefusedAsync(visitor, "Read", $$"""[{"seq":{{Quote(text)}}}]""", mayBeTaken: () => { });
            await RefusedAsync(visitor, "Rate", $$"""[{"score":3,"comment":{{Quote(text)}}}]""", mayBeTaken: () => { });
            await RefusedAsync(
                visitor, "Send", $$"""[{"clientMessageId":"m-{{index}}","text":{{Quote(text)}}}]""",
                mayBeTaken: () => kept.Add(WellFormed.Text(text, int.MaxValue)));
        }

        foreach (var json in HostileValues.Json.Where(json => json.Length < 10_000))
        {
            foreach (var method in (string[])["Start", "Send", "Resume", "Read", "Rate", "Typing"])
            {
                await using var other = await HubClient.ConnectAsync(_gateway.Address);
                await RefusedAsync(other, method, $"[{json}]", mayBeTaken: () => { }, mayEnd: true);
            }
        }

        SessionId.TryParse((string)started!["sessionId"]!, out var session).ShouldBeTrue();
        await ShouldHaveSaidAsync(session, kept);
        texts.Where(
            text => WellFormed.Text(text, int.MaxValue).Length > 0 && Encoding.UTF8.GetByteCount(text) <= 16 * 1024
            && Quote(text).Length < 20_000)
            .Select(text => WellFormed.Text(text, int.MaxValue)).ShouldBeSubsetOf(kept);
    }

    private async Task ChatAsync(IReadOnlyList<string> texts, bool isFrench)
    {
        var (idName, textName) = isFrench ? ("id_session", "texte") : ("sessionId", "text");
        string? session = null;
        List<string> kept = [];
        foreach (var (index, text) in texts.Index().Where(one => Encoding.UTF8.GetByteCount(one.Item) <= 16 * 1024))
        {
            var known = session is null ? "" : $"\"{idName}\":\"{session}\",";
            using var content = Json(
                $$"""{{{known}}"workspace":"demo-shop","{{textName}}":{{Quote(text)}},"clientMessageId":"{{idName}}-{{index}}","locale":{{Quote(text)}}}""");
            using var answer = await _gateway.Http.PostAsync("/chat", content);
            var expected = WellFormed.Text(text, int.MaxValue);
            ((int)answer.StatusCode).ShouldBe(expected.Length > 0 ? 200 : 400, Shown(text));
            if (expected.Length == 0)
                continue;
            kept.Add(expected);
            session = (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())![idName]!;
        }

        SessionId.TryParse(session!.Split('.')[0], out var id).ShouldBeTrue();
        await ShouldHaveSaidAsync(id, kept);
    }

    private async Task TwilioAsync(IReadOnlyList<string> texts, string channel, string prefix)
    {
        var url = _gateway.Services.GetRequiredService<GatewayDoor>().AddressOf("/webhooks/twilio/messages");
        List<string> kept = [];
        foreach (var (index, text) in texts.Index())
        {
            // Networks bring no more than this, and no bytes that are no text but by mistake.
            var body = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.Length > 1_600 ? text[..1_600] : text));
            KeyValuePair<string, string>[] fields =
            [
                new("AccountSid", _gateway.Simulation.Twilio!.Sid), new("MessageSid", $"SM{index:x32}"),
                new("From", prefix + Person), new("To", prefix + ShopNumber), new("Body", body),
                new("ProfileName", body), new("ButtonPayload", index % 5 == 0 ? body : ""),
                new("Latitude", index % 7 == 0 ? body : ""), new("Longitude", body), new("Label", body),
                new("ReferralSourceId", index % 11 == 0 ? body : ""), new("ReferralBody", body),
                new("NumMedia", index % 3 == 0 ? body : "0"), new("WaId", body), new("ExternalUserId", ""),
                new("OriginalRepliedMessageSid", body),
                new("OptOutType", body.Trim().Equals("stop", StringComparison.OrdinalIgnoreCase) ? "" : body),
            ];
            using var request = new HttpRequestMessage(
                HttpMethod.Post, new Uri(_gateway.Address, "/webhooks/twilio/messages"))
            {
                Content = new StringContent(
                    string.Join('&', fields.Select(field => $"{field.Key}={HostileValues.Escape(field.Value)}")),
                    Encoding.ASCII, "application/x-www-form-urlencoded"),
            };
            request.Headers.Add(
                TwilioVerifier.Header, TwilioVerifier.Sign(url, fields, _gateway.Simulation.Twilio.AuthToken));
            using var answer = await _gateway.Http.SendAsync(request);
            ((int)answer.StatusCode)
                .ShouldBe(
                    fields.Sum(field => HostileValues.Escape(field.Value).Length + 30) > 64 * 1024
                    ? (int)answer.StatusCode
                    : 200, Shown(text));
            if ((int)answer.StatusCode == 200)
                kept.Add(WellFormed.Text(body, 8_000));
            ((int)answer.StatusCode).ShouldBeLessThan(500);
        }

        await ShouldHaveSaidAsync(await OnlySessionAsync(channel), kept);
    }

    private async Task TelegramAsync(IReadOnlyList<string> texts)
    {
        var updates = _gateway.Services.GetRequiredService<TelegramUpdates>();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (updates.Url.Length == 0)
            await Task.Delay(50, deadline.Token);
        List<string> kept = [];
        foreach (var (index, text) in texts.Index().Where(one => !one.Item.StartsWith('/')))
        {
            using var request = new HttpRequestMessage(
                HttpMethod.Post, new Uri(_gateway.Address, new Uri(updates.Url).AbsolutePath))
            {
                Content = Json($$"""
                    {"update_id":{{index + 1}},"message":{"message_id":{{index + 1}},"date":1790000000,"chat":{"id":700000001,"type":"private","first_name":{{Quote(text)}} },
                    "from":{"id":700000001,"is_bot":false,"first_name":{{Quote(text)}},"language_code":{{Quote(text)}} },"text":{{Quote(text)}} } }
                    """),
            };
            request.Headers.Add("X-Telegram-Bot-Api-Secret-Token", updates.Secret);
            using var answer = await _gateway.Http.SendAsync(request);
            ((int)answer.StatusCode).ShouldBe(200, Shown(text));
            if (WellFormed.Text(text, 16_000) is { Length: > 0 } expected)
                kept.Add(expected);
        }

        await ShouldHaveSaidAsync(await OnlySessionAsync(ChannelKind.Telegram), kept);
    }

    /// <summary>Someone who means well, afterwards: answered, and in the archive.</summary>
    private async Task<SessionId> NormalAsync()
    {
        using var content = Json("""{"workspace":"demo-shop","text":"Bonjour, quels sont vos horaires ?"}""");
        using var answer = await _gateway.Http.PostAsync("/chat", content);
        answer.IsSuccessStatusCode.ShouldBeTrue();
        var json = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        ((string)json["text"]!).ShouldNotBeEmpty();
        SessionId.TryParse(((string)json["sessionId"]!).Split('.')[0], out var session).ShouldBeTrue();
        await ArchivedAsync(one => (string)one["id"]! == session.Value && (long)one["lastSeq"]! >= 2);
        return session;
    }

    private async Task<SessionId> OnlySessionAsync(string channel)
    {
        var found = await ArchivedAsync(one => (string)one["channel"]! == channel);
        SessionId.TryParse((string)found["id"]!, out var session).ShouldBeTrue();
        return session;
    }

    private async Task<JsonNode> ArchivedAsync(Func<JsonNode, bool> isWanted)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            using var request = new HttpRequestMessage(
                HttpMethod.Get, new Uri(_gateway.Address, "/api/sessions?limit=200"));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _gateway.ApiKey);
            using var answer = await _gateway.Http.SendAsync(request, deadline.Token);
            answer.IsSuccessStatusCode.ShouldBeTrue();
            if (JsonNode.Parse(await answer.Content.ReadAsStringAsync(deadline.Token))!["items"]!.AsArray()
                .FirstOrDefault(one => isWanted(one!)) is { } found)
                return found;
            await Task.Delay(100, deadline.Token);
        }
    }

    private async Task ShouldHaveSaidAsync(SessionId session, List<string> all)
    {
        var kept = all.Where(text => text.Length > 0).ToList();
        var said = await SaidAsync(session);
        var first = kept.Zip(said).TakeWhile(pair => pair.First == pair.Second).Count();
        (first < said.Count ? Shown(said[first]) : "nothing")
            .ShouldBe(first < kept.Count ? Shown(kept[first]) : "nothing", $"message {first} of {kept.Count}");
    }

    private async Task<List<string>> SaidAsync(SessionId session)
    {
        var engine = _gateway.Services.GetRequiredService<SessionEngine>();
        List<string> said = [];
        long after = 0;
        while (true)
        {
            var read = (await engine.ReadAsync(session, after, 200))!;
            // A message of nothing that can be read is named and has no words.
            said.AddRange(
                read.Entries.Where(entry => entry.Role == EntryRole.Contact && entry.Text.Length > 0)
                .Select(entry => entry.Text));
            if (!read.HasMore)
                return said;
            after = read.Entries[^1].Seq;
        }
    }

    private static async Task RefusedAsync(
        HubClient visitor, string method, string arguments, Action? mayBeTaken = null, bool mayEnd = false)
    {
        // A longer invocation ends the connection, as the protocol says.
        if (Encoding.UTF8.GetByteCount(arguments) > 30_000)
            return;
        try
        {
            await visitor.CallRawAsync(method, arguments);
            (mayBeTaken ?? throw new InvalidOperationException($"{method} took {Shown(arguments)}"))();
        }
        catch (HubRefusedException refused) when (!(mayEnd && refused.Code == "closed"))
        {
            refused.Code.ShouldBeOneOf(
                "invalid", "tooLong", "notStarted", "unknownSite", "identityRefused", "sessionClosed");
        }
        catch (HubRefusedException)
        {
            // What SignalR itself cannot read (JSON deeper than 64) ends the connection.
        }
    }

    private IEnumerable<Func<HttpRequestMessage>> Requests(
        RouteEndpoint door, SessionId session, IReadOnlyList<string> values)
    {
        var path = door.RoutePattern.Parameters.Select(parameter => parameter.Name).ToList();
        var query = (door.Metadata.GetMetadata<MethodInfo>()?.GetParameters() ?? [])
            .Where(
                parameter => (parameter.ParameterType == typeof(string)
                || Nullable.GetUnderlyingType(parameter.ParameterType)?.IsPrimitive == true)
                && !path.Contains(parameter.Name!))
            .Select(parameter => parameter.Name!)
                .Concat(["siteKey", "id", "access_token", "expires", "PageSize", "DateSent"])
                .Distinct()
                .ToList();
        var body = (door.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType?.GetProperties() ?? [])
            .Select(
                property => property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name
                ?? JsonNamingPolicy.CamelCase.ConvertName(property.Name)).ToList();
        // A CONNECT is how HTTP/2 opens a socket: over HTTP/1.1 a client cannot even ask it.
        var methods = door.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"];
        foreach (var method in methods.Where(method => method != "CONNECT"))
        {
            var hasBody = method is "POST" or "PATCH" or "PUT";
            foreach (var value in values)
            {
                foreach (var field in path)
                    yield return () => Ask(door, method, session, field, value, hasBody ? Json("{}") : null);
                // An address of this length is refused before it is anyone's.
                foreach (var field in value.Length > 2_000 ? [] : query)
                    yield return () => Ask(door, method, session, field, value, hasBody ? Json("{}") : null);
                foreach (var field in body)
                    yield return () => Ask(door, method, session, "", "", Json(Body(body, field, Quote(value))));
                if (hasBody && value.Length <= 2_000)
                    yield return () => Ask(door, method, session, "", "", Form(value));
            }

            if (!hasBody)
                continue;
            yield return () => Ask(door, method, session, "", "", Form("1"));
            foreach (var field in body)
            {
                foreach (var json in HostileValues.Json)
                    yield return () => Ask(door, method, session, "", "", Json(Body(body, field, json)));
            }

            foreach (var bytes in HostileValues.Bodies)
            {
                foreach (var type in (string[])["application/json", "application/x-www-form-urlencoded"])
                    yield return () => Ask(door, method, session, "", "", Typed(bytes, type));
            }

            foreach (var type in HostileValues.Types)
                yield return () =>
                    Ask(door, method, session, "", "", Typed(Encoding.UTF8.GetBytes(Body(body, "", "null")), type));
        }
    }

    private HttpRequestMessage Ask(
        RouteEndpoint door, string method, SessionId session, string field, string value, HttpContent? content)
    {
        string Of(string name) =>
            name == field ? HostileValues.Escape(value) : Uri.EscapeDataString(Usual(name, session));
        var address = new StringBuilder();
        foreach (var segment in door.RoutePattern.PathSegments)
        {
            address.Append('/');
            foreach (var part in segment.Parts)
                address.Append(
                    part is Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart parameter
                    ? Of(parameter.Name)
                    : part is Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal
                    ? literal.Content
                    : ".");
        }

        var isQuery = field.Length > 0 && !door.RoutePattern.Parameters.Any(parameter => parameter.Name == field);
        if (!isQuery || field != "workspace")
            address.Append("?workspace=demo-shop&kind=sms&from=%2B33639980009");
        if (isQuery)
            address.Append(address.ToString().Contains('?', StringComparison.Ordinal) ? '&' : '?')
                .Append(field)
                .Append('=')
                .Append(HostileValues.Escape(value));
        var request = new HttpRequestMessage(
            new HttpMethod(method),
            new Uri(_gateway.Address.GetLeftPart(UriPartial.Authority) + (address[0] == '?' ? "/" : "") + address,
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }))
        { Content = content };
        var isTwilio = door.RoutePattern.RawText!.Contains("/twilio", StringComparison.Ordinal);
        request.Headers.Authorization = isTwilio
            ? _gateway.TwilioAccount
            : new AuthenticationHeaderValue("Bearer", _gateway.ApiKey);
        if (door.RoutePattern.RawText.StartsWith("/webhooks/telegram", StringComparison.Ordinal))
            request.Headers.Add(
                "X-Telegram-Bot-Api-Secret-Token", _gateway.Services.GetRequiredService<TelegramUpdates>().Secret);
        return request;
    }

    private string Usual(string name, SessionId session) => name switch
    {
        "id" => session.Value,
        "workspace" => Shop,
        "accountSid" => _gateway.Simulation.Twilio!.Sid,
        "token" => _gateway.Simulation.TelegramToken!,
        "bot" => "demo_shop_bot",
        "method" => "sendMessage",
        "handle" => "tasse",
        "file" => "site.css",
        _ => "1",
    };

    private static string Body(IEnumerable<string> names, string field, string json) =>
        "{" + string.Join(',', names.Where(name => !(name == "text" && field == "texte")).Select(name =>
        $"\"{name}\":{(name == field ? json : name switch { "workspace" => "\"demo-shop\"", "text" => "\"Bonjour\"", "status" => "\"new\"", _ => "null" })}")) + "}";

    private static ByteArrayContent Form(string value) => Typed(
        Encoding.ASCII.GetBytes(string.Join('&', FormFields.Select(name => $"{name}={HostileValues.Escape(value)}"))),
        "application/x-www-form-urlencoded");

    private static ByteArrayContent Json(string json) => Typed(Encoding.UTF8.GetBytes(json), "application/json");

    private static ByteArrayContent Typed(byte[] bytes, string type)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return content;
    }

    /// <summary>The value as JSON: half a surrogate pair as its escape.</summary>
    private static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                quoted.Append(text[i]).Append(text[++i]);
            else if (text[i] is '"' or '\\' or < ' ' || char.IsSurrogate(text[i]))
                quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[i]:x4}");
            else
                quoted.Append(text[i]);
        }

        return quoted.Append('"').ToString();
    }

    private static string Shown(string text) => Quote(text.Length <= 200 ? text : text[..200]);
}
