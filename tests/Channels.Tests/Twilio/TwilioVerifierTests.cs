using System.Text;
using Gateway.Channels.Twilio;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Twilio;

public sealed class TwilioVerifierTests(ITestOutputHelper output)
{
    private const string Token = "0123456789abcdef0123456789abcdef";
    private const string Url = "https://gw.example.test/hooks/twilio/acme";
    private const string UrlWithPort = "https://gw.example.test:443/hooks/twilio/acme";
    private const string Signature = "rDCnLH/HnU3XVKA8UdkOyQ+DaW8=";
    private const string SignatureWithPort = "6vBVsJbkLlJTrcbu0CtkPOPFwQc=";
    private const string Query = "?ws=7&n=a%20b";
    private const string QuerySignature = "JAqu5YTB3glaK6PUJU7er41KeUs=";
    private const string OddPort = "https://gw.example.test:8443/hooks/twilio/acme";
    private const string OddPortSignature = "kJWUbB5NS3SykxZlxVGJZxcB8yo=";
    private const string JsonBody = """{"a":"é","b":[1,2]}""";
    private const string JsonUrl = Url + "?bodySHA256=9cfb1f938a87f2b8f3b8cc429c7a09116d54f048322742d4c23d4767b85f85da";
    private const string JsonSignature = "2F8hWC+VcF8Nwf7/gOCEZJD083Q=";

    private static readonly KeyValuePair<string, string>[] Fields =
    [
        new("MessageSid", "SM00000000000000000000000000000a01"),
        new("SmsMessageSid", "SM00000000000000000000000000000a01"),
        new("AccountSid", "AC00000000000000000000000000000b02"),
        new("From", "whatsapp:+33600000001"),
        new("To", "whatsapp:+33900000002"),
        new("Body", "Bonjour, ça va ? 1 & 2 = 3 "),
        new("NumMedia", "0"),
        new("ProfileName", "Zoé"),
        new("WaId", "33600000001"),
        new("MediaUrl0", ""),
    ];

    [Theory]
    [InlineData(Url, Signature)]
    [InlineData(UrlWithPort, SignatureWithPort)]
    [InlineData(Url + Query, QuerySignature)]
    [InlineData(OddPort, OddPortSignature)]
    [InlineData(Url + "#ct=2000&rc=3&rp=ct,rt,5xx", Signature)]
    public void A_webhook_is_signed_as_twilio_signs_it(string url, string signature) =>
        TwilioVerifier.Sign(url, Fields, Token).ShouldBe(signature);

    [Theory]
    [InlineData(Url, Signature)]
    [InlineData(Url, SignatureWithPort)]
    [InlineData(UrlWithPort, Signature)]
    [InlineData(UrlWithPort, SignatureWithPort)]
    [InlineData(Url + Query, QuerySignature)]
    [InlineData(OddPort, OddPortSignature)]
    [InlineData(OddPort, Signature)]
    [InlineData(Url + "#rc=3", Signature)]
    public void A_true_signature_is_taken_whether_the_port_is_written_or_not(string url, string signature) =>
        IsSigned(url, signature).ShouldBeTrue();

    [Theory]
    [InlineData(Url, OddPortSignature)]
    [InlineData(Url, QuerySignature)]
    [InlineData(Url + "/", Signature)]
    [InlineData("http://gw.example.test/hooks/twilio/acme", Signature)]
    [InlineData("https://GW.example.test/hooks/twilio/acme", Signature)]
    [InlineData("HTTPS://gw.example.test/hooks/twilio/acme", Signature)]
    [InlineData("https://user:pass@gw.example.test/hooks/twilio/acme", Signature)]
    [InlineData(Url, "")]
    [InlineData(Url, null)]
    [InlineData(Url, "rDCnLH/HnU3XVKA8UdkOyQ+DaW9=")]
    [InlineData(Url, "rDCnLH/HnU3XVKA8UdkOyQ+DaW8= ")]
    [InlineData(Url, "rdcnlh/hnu3xvka8udkoyq+daw8=")]
    [InlineData(Url, "rDCnLH/HnU3XVKA8UdkOyQ+DaW8é")]
    public void Any_other_signature_is_not(string url, string? signature) => IsSigned(url, signature).ShouldBeFalse();

    [Fact]
    public void Repeated_fields_count_once_for_each_value_whatever_their_order()
    {
        foreach (var fields in new[] { "A=y&A=x&A=x&B=1", "B=1&A=x&A=y", "A=x&B=1&A=y&A=y" })
            TwilioVerifier.IsSigned(
                Url, TwilioFields.ReadForm(Encoding.UTF8.GetBytes(fields))!, "5pTp4mhP/+5SGG7+gwZubRfgKeM=", [Token])
                .ShouldBeTrue();
    }

    [Fact]
    public void Names_that_differ_in_case_alone_are_two_fields()
    {
        KeyValuePair<string, string>[] fields = [new("body", "b"), new("Body", "a")];

        TwilioVerifier.Sign(Url, fields, Token).ShouldBe(TwilioVerifier.Sign(Url + "Bodyabodyb", [], Token));
    }

    [Fact]
    public void A_json_body_is_bound_by_its_hash_in_the_address()
    {
        TwilioVerifier.IsSigned(JsonUrl, TwilioFields.None, JsonSignature, [Token]).ShouldBeTrue();
        TwilioVerifier.IsBodyOf(JsonUrl, Encoding.UTF8.GetBytes(JsonBody)).ShouldBeTrue();
        TwilioVerifier.IsBodyOf(JsonUrl, Encoding.UTF8.GetBytes(JsonBody + " ")).ShouldBeFalse();
        TwilioVerifier.IsBodyOf(Url, Encoding.UTF8.GetBytes(JsonBody)).ShouldBeFalse();
        JsonUrl.ShouldEndWith(TwilioVerifier.BodyParameter(Encoding.UTF8.GetBytes(JsonBody)));
    }

    [Fact]
    public void During_a_rotation_either_token_signs()
    {
        const string next = "fedcba9876543210fedcba9876543210";
        var signature = TwilioVerifier.Sign(Url, Fields, next);

        TwilioVerifier.IsSigned(Url, TwilioFields.Of(Fields), signature, [Token, next]).ShouldBeTrue();
        TwilioVerifier.IsSigned(Url, TwilioFields.Of(Fields), Signature, [Token, next]).ShouldBeTrue();
        TwilioVerifier.IsSigned(Url, TwilioFields.Of(Fields), signature, [Token]).ShouldBeFalse();
    }

    [Fact]
    public void One_changed_byte_is_never_taken_and_another_order_always_is()
    {
        const int seed = 20261125;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var (falselyTaken, falselyRefused, mutations) = (0, 0, 0);
        while (mutations < 2_000)
        {
            var (url, token, fields, signature) = (Url + Query, Token, Fields.ToArray(), QuerySignature);
            random.Shuffle(fields);
            if (!TwilioVerifier.IsSigned(url, TwilioFields.Of(fields), signature, [token]))
                falselyRefused++;

            var at = random.Next(fields.Length);
            var (name, value) = fields[at];
            switch (random.Next(8))
            {
                case 0: url = Mutate(random, url); break;
                case 1: fields[at] = new(Mutate(random, name), value); break;
                case 2: fields[at] = new(name, Mutate(random, value)); break;
                case 3: fields[at] = new(name, value + ' '); break;
                case 4: fields[at] = new(name, value.Length > 0 ? value[..^1] : "\0"); break;
                case 5: signature = Mutate(random, signature); break;
                case 6: token = Mutate(random, token); break;
                default: fields = [.. fields.Where((_, index) => index != at)]; break;
            }

            mutations++;
            if (TwilioVerifier.IsSigned(url, TwilioFields.Of(fields), signature, [token]))
                falselyTaken++;
        }

        output.WriteLine($"{mutations} mutations, {falselyTaken} taken, {falselyRefused} true ones refused");
        falselyTaken.ShouldBe(0);
        falselyRefused.ShouldBe(0);
    }

    private static bool IsSigned(string url, string? signature) =>
        TwilioVerifier.IsSigned(url, TwilioFields.Of(Fields), signature, [Token]);

    // Changes, puts in or takes out one character, in its bytes or as another way of writing it.
    private static string Mutate(Random random, string text)
    {
        if (text.Length == 0)
            return "x";
        var at = random.Next(text.Length);
        var other = (char)(text[at] ^ (1 << random.Next(7)));
        return random.Next(4) switch
        {
            0 => text.Insert(at, "%"),
            1 => text.Remove(at, 1),
            2 => text[..at] + Uri.HexEscape('a') + text[(at + 1)..],
            _ => text[..at] + other + text[(at + 1)..],
        };
    }
}
