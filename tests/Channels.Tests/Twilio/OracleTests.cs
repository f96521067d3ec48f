using System.Text;
using Gateway.Channels.Twilio;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Twilio;

/// <summary>Our verifier and Twilio's own agree about any webhook.</summary>
public sealed class OracleTests(TwilioOracle oracle, ITestOutputHelper output)
{
    private const int Cases = 3_000;

    private static readonly string[] Schemes = ["https://", "https://", "https://", "http://", "HTTPS://", "Http://"];
    private static readonly string[] Users = ["", "", "", "user:pass@", "a%40b:c@", "u@v@"];
    private static readonly string[] Hosts =
        ["gw.example.test", "GW.Example.test", "127.0.0.1", "[::1]", "gw-1.example.test", "xn--bcher-kva.example"];
    private static readonly string[] Ports = ["", "", "", ":443", ":80", ":8443", ":", ":00443", ":1"];
    private static readonly string[] Paths = ["", "/", "/webhooks/twilio/messages", "/webhooks/twilio/messages/",
        "/a%20b/%C3%A9", "/a%2fb", "/Ä", "/a'b", "//x", "/:8080/y"];
    private static readonly string[] Queries = ["", "", "?", "?a=1", "?ws=7&n=a%20b", "?b=2&a=1", "?x='&y=%27",
        "?a=b:c@d/e", "?n=a+b", "?é=à", "?bodySHA256=ab"];
    private static readonly string[] Names = ["Body", "body", "From", "To", "MessageSid", "A", "a", "AA", "Z", "é",
        "10", "9", "_", "😀", "", "ï\u0308", "__proto__x"];
    private static readonly string[] Texts =
        ["", " ", "x", "X", "a b ", "\0", "\u0000é\u0000", "😀", "\ud7ff\ue000", "שלום", "‮abc", "Z̸͓͒a͚l̶go",
            "line\r\nline", "%20", "1+1=2&3", "\uFFFD", "\uFEFF", "e\u0301", "\u00e9"];

    private static readonly string[] Tokens = ["0123456789abcdef0123456789abcdef", "fake", "é", "x"];

    [Fact]
    public async Task A_webhook_bears_the_same_signature_whoever_signs_it()
    {
        var random = Seeded();
        var questions = Enumerable.Range(0, Cases).Select(_ => Generate(random)).ToList();

        var answers = await oracle.AskAsync(questions);

        for (var i = 0; i < questions.Count; i++)
        {
            var question = questions[i];
            var fields = Pairs(question);
            TwilioVerifier.Sign(question.Url, fields, question.Token)
                .ShouldBe(answers[i].Signature, question.ToString());
            TwilioVerifier.IsSigned(question.Url, Wire(fields), answers[i].Signature, ["another", question.Token])
                .ShouldBeTrue(question.ToString());
            TwilioVerifier.IsSigned(question.Url + "#rc=3&rp=5xx", Wire(fields), answers[i].Signature, [question.Token])
                .ShouldBeTrue(question.ToString());
        }
    }

    [Fact]
    public async Task A_signature_is_taken_by_both_or_by_neither()
    {
        var random = Seeded();
        var signed = Enumerable.Range(0, Cases).Select(_ => Generate(random)).ToList();
        // Signed for one webhook, shown with a neighbour of it.
        var questions = signed.ConvertAll(question => Neighbour(random, question) with
        {
            Signature = TwilioVerifier.Sign(question.Url, Pairs(question), question.Token),
        });

        var answers = await oracle.AskAsync(questions);

        var (taken, refused, second) = (0, 0, 0);
        for (var i = 0; i < questions.Count; i++)
        {
            var question = questions[i];
            var isTaken = TwilioVerifier.IsSigned(
                question.Url, Wire(Pairs(question)), question.Signature, [question.Token]);
            if (isTaken)
                answers[i].Valid.ShouldBe(true, question.ToString());
            else if (answers[i].Plain)
                answers[i].Valid.ShouldBe(false, question.ToString());
            else if (answers[i].Valid == true)
                second++;
            _ = isTaken ? taken++ : refused++;
        }

        output.WriteLine(
            $"{taken} taken, {refused} refused, {second} of these taken by the library at its second look");
        taken.ShouldBeGreaterThan(Cases / 10);
        refused.ShouldBeGreaterThan(Cases / 10);
    }

    [Fact]
    public async Task A_json_body_is_hashed_alike()
    {
        var bodies = Texts.Select(text => $$"""{"text":"{{text.Replace("\0", "", StringComparison.Ordinal)}}"}""")
            .ToList();
        var questions = bodies.ConvertAll(body =>
        {
            var url = "https://gw.example.test/webhooks/twilio/messages?"
                + TwilioVerifier.BodyParameter(Encoding.UTF8.GetBytes(body));
            return new OracleQuestion(
                url, Tokens[0], [])
            { Body = body, Signature = TwilioVerifier.Sign(url, [], Tokens[0]) };
        });

        var answers = await oracle.AskAsync(questions);

        for (var i = 0; i < questions.Count; i++)
        {
            answers[i].Valid.ShouldBe(true, bodies[i]);
            questions[i].Url.ShouldEndWith(answers[i].BodyHash!);
            TwilioVerifier.IsBodyOf(questions[i].Url, Encoding.UTF8.GetBytes(bodies[i])).ShouldBeTrue();
        }
    }

    private Random Seeded()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        return new Random(seed);
    }

    private static OracleQuestion Generate(Random random)
    {
        var url = Pick(random, Schemes) + Pick(random, Users) + Pick(random, Hosts) + Pick(random, Ports)
            + Pick(random, Paths) + Pick(random, Queries);
        var fields = Enumerable.Range(0, random.Next(8))
            .Select(_ => new[] { Pick(random, Names), Text(random) })
            .ToList();
        return new OracleQuestion(url, Pick(random, Tokens), fields);
    }

    private static OracleQuestion Neighbour(Random random, OracleQuestion question)
    {
        var fields = question.Fields.ToList();
        switch (random.Next(8))
        {
            case 0:
                return question;
            case 1:
                return question with { Url = question.Url.Replace(":443", "", StringComparison.Ordinal) };
            case 2:
                return question with { Url = question.Url.Replace("test/", "test:443/", StringComparison.Ordinal) };
            case 3:
                return question with { Url = question.Url.Replace("test/", "test:8443/", StringComparison.Ordinal) };
            case 4:
                return question with { Url = question.Url.Insert(random.Next(question.Url.Length + 1), "x") };
            case 5 when fields.Count > 0:
                // Once more the same: one value.
                fields.Add(fields[random.Next(fields.Count)]);
                break;
            case 6 when fields.Count > 0:
                fields.RemoveAt(random.Next(fields.Count));
                break;
            default:
                fields.Add([Pick(random, Names), Text(random)]);
                break;
        }

        return question with { Fields = fields };
    }

    // As they come over the wire.
    private static TwilioFields Wire(IEnumerable<KeyValuePair<string, string>> fields) =>
        TwilioFields.ReadForm(Encoding.ASCII.GetBytes(
        string.Join(
            '&',
            fields.Select(
            field => Uri.EscapeDataString(field.Key) + '='
            + Uri.EscapeDataString(field.Value).Replace("%20", "+", StringComparison.Ordinal)))))!;

    private static List<KeyValuePair<string, string>> Pairs(OracleQuestion question) =>
        [.. question.Fields.Select(field => new KeyValuePair<string, string>(field[0], field[1]))];

    private static string Text(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(4)).Select(_ => Pick(random, Texts)));

    private static string Pick(Random random, string[] from) => from[random.Next(from.Length)];
}
