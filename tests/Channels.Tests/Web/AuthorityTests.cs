using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gateway.Sessions;
using Gateway.Testing;
using Microsoft.AspNetCore.DataProtection;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Web;

/// <summary>
/// The model of docs/decisions/authority.md as a table: who holds what, what they may read, write and take over with
/// it.
/// </summary>
public sealed class AuthorityTests(RedisFixture redis)
{
    private const string Secret = "the words of the one whose session it is";
    private const string Probe = "the words of the holder";

    /// <summary>
    /// holder, where they come, whose session it is; then whether they read it, write into it, and become its owner.
    /// </summary>
    public static TheoryData<string, string, string, bool, bool, bool> Table() => new()
    {
        // A visitor's session, on the hub.
        { "nothing", "Start", "visitor", false, false, false },
        { "the id", "Start", "visitor", false, false, false },
        { "the token", "Start", "visitor", true, true, false },
        { "the token, one letter changed", "Start", "visitor", false, false, false },
        { "the token with another session's id before it", "Start", "visitor", false, false, false },
        { "a token of the other workspace", "Start", "visitor", false, false, false },
        { "the token at the other workspace", "Start", "visitor", false, false, false },
        { "an identity", "Start", "visitor", false, false, false },
        { "the token and an identity", "Start", "visitor", true, true, true },
        { "the id and an identity", "Start", "visitor", false, false, false },
        { "the token and an expired identity", "Start", "visitor", false, false, false },
        { "the token and an identity of the other workspace", "Start", "visitor", false, false, false },

        // A user's session, on the hub.
        { "nothing", "Start", "user", false, false, false },
        { "the id", "Start", "user", false, false, false },
        { "the token", "Start", "user", false, false, false },
        { "the token from before the sign-in", "Start", "user", false, false, false },
        { "the owner's identity", "Start", "user", true, true, false },
        { "the token and the owner's identity", "Start", "user", true, true, false },
        { "the token from before the sign-in and the owner's identity", "Start", "user", true, true, false },
        { "an identity", "Start", "user", false, false, false },
        { "the token and an identity", "Start", "user", false, false, false },
        { "the token from before the sign-in and an identity", "Start", "user", false, false, false },
        { "the token and an expired identity", "Start", "user", false, false, false },
        { "the token and the owner's identity, used before", "Start", "user", false, false, false },

        // Sessions of other channels, and one that has ended.
        { "the id", "Start", "sms", false, false, false },
        { "a token made for it", "Start", "sms", false, false, false },
        { "a token made for it and an identity", "Start", "sms", false, false, false },
        { "the token", "Start", "closed", false, false, false },
        { "the token and an identity", "Start", "closed", false, false, false },

        // Connections that were there before.
        { "a connection", "connection", "visitor", true, true, false },
        { "the owner's connection", "connection", "user", true, true, false },
        { "a connection from before the sign-in", "connection", "user", false, false, false },
        { "a connection from before the sign-in on another node", "connection", "user", false, false, false },
        { "the owner's connection, 13 hours later", "connection", "user", false, false, false },
        { "the owner's connection after a Start without identity", "connection", "user", false, false, false },
        { "the owner's connection after a Start that was refused", "connection", "user", false, false, false },

        // POST /chat.
        { "nothing", "/chat", "visitor", false, false, false },
        { "the id", "/chat", "visitor", false, false, false },
        { "the token", "/chat", "visitor", true, true, false },
        { "the token, one letter changed", "/chat", "visitor", false, false, false },
        { "the token with another session's id before it", "/chat", "visitor", false, false, false },
        { "a token of the other workspace", "/chat", "visitor", false, false, false },
        { "the token at the other workspace", "/chat", "visitor", false, false, false },
        { "the id and the workspace's key", "/chat", "visitor", true, true, false },
        { "the id and another workspace's key", "/chat", "visitor", false, false, false },
        { "the id and the key of all", "/chat", "visitor", true, true, false },
        { "the id at the other workspace and the key of all", "/chat", "visitor", false, false, false },
        { "the id", "/chat", "user", false, false, false },
        { "the token", "/chat", "user", false, false, false },
        { "the token from before the sign-in", "/chat", "user", false, false, false },
        { "the token from before the sign-in and the workspace's key", "/chat", "user", false, false, false },
        { "the id and the workspace's key", "/chat", "user", true, true, false },
        { "the id and another workspace's key", "/chat", "user", false, false, false },
        { "the id", "/chat", "sms", false, false, false },
        { "a token made for it", "/chat", "sms", false, false, false },
        { "the id and the workspace's key", "/chat", "sms", false, false, false },
        { "the id and the key of all", "/chat", "sms", false, false, false },
        { "the id", "/chat", "whatsapp", false, false, false },
        { "the id and the workspace's key", "/chat", "whatsapp", false, false, false },
        { "the id", "/chat", "telegram", false, false, false },
        { "the id and the workspace's key", "/chat", "telegram", false, false, false },
        { "the token", "/chat", "closed", false, false, false },
        { "the id and the workspace's key", "/chat", "closed", false, false, false },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public async Task Who_holds_what_may_do_what(
        string holder, string surface, string kind, bool reads, bool writes, bool takesOver)
    {
        await using var world = await World.CreateAsync(redis, kind);
        var owner = (await world.SessionAsync()).Owner;

        var hasRead = surface switch
        {
            "Start" => await world.StartAsync(holder),
            "connection" => await world.UseConnectionAsync(holder),
            _ => await world.PostAsync(holder),
        };

        (hasRead, await world.HasAsync(Probe), (await world.SessionAsync()).Owner != owner)
            .ShouldBe((reads, writes, takesOver));
    }

    [Fact]
    public async Task A_connection_from_before_the_sign_in_is_cut_and_is_told_nothing_more_on_any_node()
    {
        await using var world = await World.CreateAsync(redis, "user");

        await Task.WhenAll(world.Before.Closed, world.BeforeElsewhere.Closed).WaitAsync(TimeSpan.FromSeconds(20));

        Said(world.Before).ShouldNotContain(Secret);
        Said(world.BeforeElsewhere).ShouldNotContain(Secret);
    }

    [Theory]
    [InlineData("Typing", """{"on": true}""")]
    [InlineData("Read", """{"seq": 1}""")]
    [InlineData("Rate", """{"score": 1}""")]
    [InlineData("Resume", """{"afterSeq": 0}""")]
    [InlineData("Send", """{"clientMessageId": "late", "text": "late"}""")]
    [InlineData("Send", """{"clientMessageId": "before", "text": "said again"}""")]
    [InlineData("Close", null)]
    public async Task Each_method_asks_whether_the_connection_is_let_in_still(string method, string? argument)
    {
        await using var world = await World.CreateAsync(redis, "user");
        var quiet = await world.ConnectUnnoticedAsync();

        object?[] arguments = argument is null ? [] : [JsonNode.Parse(argument)];
        (await Should.ThrowAsync<HubRefusedException>(() => quiet.CallAsync(method, arguments)))
            .Code.ShouldBe("notStarted");

        (await world.SessionAsync()).Status.ShouldBe(SessionStatus.Open);
    }

    [Fact]
    public async Task A_user_with_an_own_conversation_does_not_swap_it_for_an_empty_one()
    {
        await using var world = await World.CreateAsync(redis, "user");
        await using var visitor = await world.Host.ConnectAsync();
        var empty = await visitor.CallAsync("Start", new { siteKey = "site-one" });

        var signedIn = await visitor.CallAsync(
            "Start",
            new { siteKey = "site-one", token = (string)empty!["token"]!, identity = Identities.Of(world.User) });

        ((string)signedIn!["sessionId"]!).ShouldBe(world.Id.Value);
    }

    [Fact]
    public async Task Two_users_who_sign_in_at_once_with_one_token_get_one_session_each()
    {
        await using var world = await World.CreateAsync(redis, "visitor");
        await using var one = await world.Host.ConnectAsync();
        await using var two = await world.Host.ConnectAsync();
        string[] users = ["ann-" + Guid.NewGuid(), "ben-" + Guid.NewGuid()];

        var started = await Task.WhenAll(new[] { one, two }.Select((client, index) =>
            client.CallAsync(
                "Start", new { siteKey = "site-one", token = world.Token, identity = Identities.Of(users[index]) })));

        started.Select(answer => (string)answer!["sessionId"]!).Distinct().Count().ShouldBe(2);
        started.Count(answer => answer!["entries"]!.AsArray().Count > 0).ShouldBe(1);
        users.ShouldContain((await world.SessionAsync()).Owner!["user:".Length..]);
    }

    [Fact]
    public async Task A_user_finds_a_session_again_that_was_pointed_at_but_not_theirs_yet()
    {
        await using var world = await World.CreateAsync(redis, "visitor");
        var user = "ann-" + Guid.NewGuid();
        // As far as a sign-in comes when the node ends in the middle of it; sessions of earlier versions look the same.
        await world.Host.Engine.PointAsync("one", ChannelKind.Web, $"user:{user}", world.Id);
        await using var client = await world.Host.ConnectAsync();

        var started = await client.CallAsync("Start", new { siteKey = "site-one", identity = Identities.Of(user) });

        ((string)started!["sessionId"]!).ShouldBe(world.Id.Value);
        (await world.SessionAsync()).Owner.ShouldBe($"user:{user}");
        (await world.PostAsync("the token")).ShouldBeFalse();
    }

    [Fact]
    public async Task What_chat_hands_out_is_a_token_that_begins_with_the_sessions_id()
    {
        await using var host = await WebHost.StartAsync(redis, Handler.Echo);
        using var answer = await host.Http.PostAsJsonAsync("/chat", new { texte = "bonjour", workspace = "one" });

        var handed = (string)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["id_session"]!;

        SessionId.TryParse(handed, out _).ShouldBeFalse();
        SessionId.TryParse(handed.Split('.')[0], out var id).ShouldBeTrue();
        (await host.Engine.ReadAsync(id, 0, 10))!.Entries[0].Text.ShouldBe("bonjour");
    }

    [Fact]
    public async Task A_token_half_spent_is_replaced_and_one_of_the_present_release_only_is_read()
    {
        var clock = new ShiftedClock();
        await using var host = await WebHost.StartAsync(redis, Handler.Echo, clock);
        var first = await ChatAsync(host, null);
        clock.Advance(TimeSpan.FromDays(14));
        var same = await ChatAsync(host, first);
        clock.Advance(TimeSpan.FromDays(2));
        var next = await ChatAsync(host, first);

        same.ShouldBe(first);
        next.ShouldNotBe(first);
        next!.Split('.')[0].ShouldBe(first!.Split('.')[0]);
    }

    private static async Task<string?> ChatAsync(WebHost host, string? session)
    {
        using var answer = await host.Http.PostAsJsonAsync(
            "/chat", new { id_session = session, texte = "bonjour", workspace = "one" });
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (string?)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["id_session"];
    }

    private static string Said(VisitorClient client) =>
        string.Join('\n', client.Events.Select(live => live.Argument.ToJsonString()));

    /// <summary>One session with the owner's words in it, and everything someone may hold of it.</summary>
    private sealed class World : IAsyncDisposable
    {
        private readonly List<VisitorClient> _clients = [];
        private readonly ShiftedClock _clock = new();
        private WebHost _elsewhere = null!;
        private VisitorClient? _owners;
        private string? _usedIdentity;
        private string _foreignToken = "";
        private string _otherId = "";

        public WebHost Host { get; private set; } = null!;

        public string User { get; } = "ann-" + Guid.NewGuid();

        public SessionId Id { get; private set; }

        /// <summary>The newest token of the session.</summary>
        public string Token { get; private set; } = "";

        public string? TokenBefore { get; private set; }

        public VisitorClient Before { get; private set; } = null!;

        public VisitorClient BeforeElsewhere { get; private set; } = null!;

        public static async Task<World> CreateAsync(RedisFixture redis, string kind)
        {
            var world = new World();
            var protection = new EphemeralDataProtectionProvider();
            world.Host = await WebHost.StartAsync(redis, Handler.Echo, world._clock, protection);
            world._elsewhere = await WebHost.StartAsync(redis, Handler.Echo, world._clock, protection);
            await using var other = await world.Host.ConnectAsync();
            world._foreignToken = (string)(await other.CallAsync("Start", new { siteKey = "site-two" }))!["token"]!;
            world._otherId = (string)(await other.CallAsync("Start", new { siteKey = "site-one" }))!["sessionId"]!;
            if (kind is ChannelKind.Sms or ChannelKind.WhatsApp or ChannelKind.Telegram)
                await world.WriteByPhoneAsync(kind, protection);
            else
                await world.WriteOnTheWebAsync(kind);
            return world;
        }

        public async Task<Session> SessionAsync() => (await Host.Engine.ReadAsync(Id, afterSeq: null, 0))!.Session;

        public async Task<bool> HasAsync(string text) =>
            (await Host.Engine.ReadAsync(Id, 0, 100))!.Entries.Any(entry => entry.Text == text);

        /// <summary>
        /// Comes with what is held, reads all there is and writes; whether the owner's words were among it.
        /// </summary>
        public async Task<bool> StartAsync(string holder)
        {
            var client = await ConnectAsync(Host);
            var siteKey = holder.Contains("at the other workspace", StringComparison.Ordinal) ? "site-two" : "site-one";
            try
            {
                await client.CallAsync(
                    "Start", new { siteKey, token = CredentialOf(holder), identity = IdentityOf(holder) });
            }
            catch (HubRefusedException refused) when (refused.Code == "identityRefused")
            {
                return false;
            }

            return await UseAsync(client);
        }

        public async Task<bool> UseConnectionAsync(string holder)
        {
            var client = holder switch
            {
                "a connection from before the sign-in" or "a connection" => Before,
                "a connection from before the sign-in on another node" => BeforeElsewhere,
                _ => _owners!,
            };
            if (holder.EndsWith("13 hours later", StringComparison.Ordinal))
                _clock.Advance(TimeSpan.FromHours(13));
            if (holder.EndsWith("without identity", StringComparison.Ordinal))
                await client.CallAsync("Start", new { siteKey = "site-one", token = Token });
            if (holder.EndsWith("was refused", StringComparison.Ordinal))
                await Should.ThrowAsync<HubRefusedException>(
                    () => client.CallAsync("Start", new { siteKey = "site-one", token = Token, identity = "forged" }));
            if (!holder.StartsWith("a connection from before", StringComparison.Ordinal))
                return await UseAsync(client);
            await client.Closed.WaitAsync(TimeSpan.FromSeconds(20));
            return Said(client).Contains(Secret, StringComparison.Ordinal);
        }

        /// <summary>Writes by <c>POST /chat</c>; whether an answer out of the session came back.</summary>
        public async Task<bool> PostAsync(string holder)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/chat")
            {
                Content = JsonContent.Create(new
                {
                    id_session = CredentialOf(holder),
                    texte = Probe,
                    workspace = holder.Contains("at the other workspace", StringComparison.Ordinal) ? "two" : "one",
                }),
            };
            var key = holder.EndsWith("another workspace's key", StringComparison.Ordinal) ? WebHost.ApiKeyOfTwo
                : holder.EndsWith("the workspace's key", StringComparison.Ordinal) ? WebHost.ApiKeyOfOne
                : holder.EndsWith("the key of all", StringComparison.Ordinal) ? WebHost.ApiKey
                : null;
            if (key is not null)
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
            using var response = await Host.Http.SendAsync(request);
            if (response.StatusCode is not HttpStatusCode.OK)
            {
                response.StatusCode.ShouldBeOneOf(HttpStatusCode.NotFound, HttpStatusCode.Conflict);
                return false;
            }

            return ((string)(await response.Content.ReadFromJsonAsync<JsonNode>())!["id_session"]!)
                .StartsWith(Id.Value, StringComparison.Ordinal);
        }

        /// <summary>
        /// A connection of the visitor's that nobody has told of the sign-in: as if what one node says to another had
        /// been lost.
        /// </summary>
        public async Task<VisitorClient> ConnectUnnoticedAsync()
        {
            var client = await ConnectAsync(_elsewhere);
            var started = await client.CallAsync("Start", new { siteKey = "site-one" });
            await client.CallAsync("Send", new { clientMessageId = "before", text = "hello" });
            Id = SessionId.Parse((string)started!["sessionId"]!);
            var redis = await Host.Redis.ConnectAsync();
            // What identify.lua does to the session's fields, and nothing else of it.
            await redis.GetDatabase().HashSetAsync(
                string.Create(CultureInfo.InvariantCulture, $"{{p:{Id.Shard:x2}}}:session:{Id.Value}"),
                [new("owner", "user:x"), new("generation", 2)]);
            return client;
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var client in _clients)
                await client.DisposeAsync();
            await _elsewhere.DisposeAsync();
            await Host.DisposeAsync();
        }

        private async Task<VisitorClient> ConnectAsync(WebHost host)
        {
            var client = await host.ConnectAsync();
            _clients.Add(client);
            return client;
        }

        private async Task WriteOnTheWebAsync(string kind)
        {
            Before = await ConnectAsync(Host);
            var started = await Before.CallAsync("Start", new { siteKey = "site-one" });
            Id = SessionId.Parse((string)started!["sessionId"]!);
            Token = (string)started["token"]!;
            await SayAsync(Before, "first words");
            BeforeElsewhere = await ConnectAsync(_elsewhere);
            await BeforeElsewhere.CallAsync("Start", new { siteKey = "site-one", token = Token });
            var speaker = Before;
            if (kind == "user")
            {
                (TokenBefore, _usedIdentity) = (Token, Identities.Of(User));
                speaker = _owners = await ConnectAsync(Host);
                var signedIn = await _owners.CallAsync(
                    "Start", new { siteKey = "site-one", token = Token, identity = _usedIdentity });
                ((string)signedIn!["sessionId"]!).ShouldBe(Id.Value);
                Token = (string)signedIn["token"]!;
            }

            await SayAsync(speaker, Secret);
            if (kind == "closed")
                await speaker.CallAsync("Close");
        }

        private async Task WriteByPhoneAsync(string kind, EphemeralDataProtectionProvider protection)
        {
            var accepted = await Host.Engine.AcceptAsync(new InboundMessage
            {
                Workspace = "one",
                Channel = kind,
                Address = "+3361" + Random.Shared.Next(1_000_000, 9_999_999).ToString(CultureInfo.InvariantCulture),
                Line = "+33700000001",
                ExternalId = Guid.NewGuid().ToString("n"),
                Content = new MessageContent(Secret),
                Locale = "fr",
            });
            Id = accepted.Session;
            // No one hands such a token out. Were one ever made, it would open nothing.
            Token = new Gateway.Channels.Web.VisitorTokens(protection, _clock)
                .Issue(new Gateway.Channels.Web.VisitorToken("one", Id, Generation: 0));
        }

        private static async Task SayAsync(VisitorClient client, string text)
        {
            var sent = await client.CallAsync("Send", new { clientMessageId = Guid.NewGuid().ToString("n"), text });
            await client.WaitForAnswerAsync((long)sent!["seq"]!);
        }

        /// <summary>
        /// Reads and writes all that a connection can; whether the owner's words were among what it read.
        /// </summary>
        private static async Task<bool> UseAsync(VisitorClient client)
        {
            var read = "";
            try
            {
                await client.CallAsync("Send", new { clientMessageId = Guid.NewGuid().ToString("n"), text = Probe });
                read = (await client.CallAsync("Resume", new { afterSeq = 0 }))!.ToJsonString();
            }
            catch (Exception error)
                when (error is HubRefusedException or System.Net.WebSockets.WebSocketException
                or OperationCanceledException)
            {
                // Refused, or cut.
                if (error is HubRefusedException refused)
                    refused.Code.ShouldBeOneOf("notStarted", "closed");
            }

            return read.Contains(Secret, StringComparison.Ordinal);
        }

        private string? CredentialOf(string holder) =>
            holder.StartsWith("the token, one letter changed", StringComparison.Ordinal)
                ? Token[..^8] + (Token[^8] == 'A' ? 'B' : 'A') + Token[^7..]
            : holder.StartsWith("the token with another session's id before it", StringComparison.Ordinal)
                ? _otherId + Token[Token.IndexOf('.', StringComparison.Ordinal)..]
            : holder.StartsWith("the token from before the sign-in", StringComparison.Ordinal) ? TokenBefore
            : holder.StartsWith("a token of the other workspace", StringComparison.Ordinal) ? _foreignToken
            : holder.StartsWith("the token", StringComparison.Ordinal)
                || holder.StartsWith("a token made for it", StringComparison.Ordinal) ? Token
            : holder.StartsWith("the id", StringComparison.Ordinal) ? Id.Value
            : null;

        private string? IdentityOf(string holder) =>
            holder.EndsWith("used before", StringComparison.Ordinal) ? _usedIdentity
            : holder.EndsWith("the owner's identity", StringComparison.Ordinal) ? Identities.Of(User)
            : holder.EndsWith("an expired identity", StringComparison.Ordinal)
                ? Identities.Sign(WebHost.IdentityKey, Identities.Claims("ben", DateTimeOffset.UtcNow.AddMinutes(-2)))
            : holder.EndsWith("an identity of the other workspace", StringComparison.Ordinal)
                ? Identities.Of("ben-" + Guid.NewGuid(), "two")
            : holder.EndsWith("an identity", StringComparison.Ordinal) ? Identities.Of("ben-" + Guid.NewGuid())
            : null;
    }
}
