using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Gateway.Tests.Inspection;

/// <summary>What strangers may do with the sign-up.</summary>
[Collection(nameof(SignUpStage))]
public sealed class SignUpTests(SignUpStage stage)
{
    [Fact]
    public async Task A_site_builders_form_signs_a_centre_up_by_the_field_names_of_the_booking_interface()
    {
        using var request = Form("Centre par formulaire", SignUpStage.Site);

        using var answer = await stage.Stranger.SendAsync(request, TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        answer.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe([SignUpStage.Site]);
        var centre = (await answer.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken))!;
        centre["id"]!.GetValue<string>().ShouldBe("centre-par-formulaire");
        centre["snippet"]!.GetValue<string>().ShouldContain($"site-key=\"{centre["site_key"]}\"");
        centre.Select(field => field.Key)
            .ShouldBe(["id", "center_name", "status", "site_key", "snippet", "preview_url"]);
    }

    [Fact]
    public async Task A_page_that_is_not_on_the_list_signs_nobody_up()
    {
        using var request = Form("Centre volé", "https://elsewhere.example");

        using var answer = await stage.Stranger.SendAsync(request, TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        answer.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
    }

    [Fact]
    public async Task Where_sign_up_is_not_open_the_form_is_not_there_and_a_key_is_needed()
    {
        // A request that came by a proxy is not one of who sits at the machine.
        using var page = new HttpRequestMessage(HttpMethod.Get, "/signup/centre");
        page.Headers.Add("Via", "1.1 proxy");
        using var form = Form("Centre fermé", origin: null);
        form.Headers.Add("Via", "1.1 proxy");
        using var keyed = Form("Centre avec clé", origin: null);
        keyed.Headers.Add("Via", "1.1 proxy");
        keyed.Headers.Authorization = stage.Operator.DefaultRequestHeaders.Authorization;

        (await stage.Stranger.SendAsync(page, TestContext.Current.CancellationToken))
            .StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await stage.Stranger.SendAsync(form, TestContext.Current.CancellationToken))
            .StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await stage.Stranger.SendAsync(keyed, TestContext.Current.CancellationToken))
            .StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task The_form_may_be_framed_by_listed_sites_and_only_where_it_is_made_for_it()
    {
        using var framed = await stage.Stranger.GetAsync(
            "/signup/centre?embed=1", TestContext.Current.CancellationToken);
        using var whole = await stage.Stranger.GetAsync("/signup/centre", TestContext.Current.CancellationToken);

        Policy(framed).ShouldEndWith($"frame-ancestors 'self' {SignUpStage.Site}");
        Policy(whole).ShouldEndWith("frame-ancestors 'self'");
    }

    [Fact]
    public async Task A_stranger_refers_to_no_secret_of_the_installation()
    {
        using var request = Form("${ConnectionStrings:Postgres}", origin: null);

        using var answer = await stage.Stranger.SendAsync(request, TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("center_name");
    }

    [Theory]
    [InlineData("text/plain", "hello", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/json", "[1]", HttpStatusCode.BadRequest)]
    [InlineData("application/json", """{"center_name": {"a": 1}, "bays": [[[]]]}""", HttpStatusCode.BadRequest)]
    [InlineData(
        "application/json", """{"opening_hours": [null], "pricing_grid": [{}], "phone_number": []}""",
        HttpStatusCode.BadRequest)]
    public async Task What_is_no_form_is_refused(string type, string body, HttpStatusCode status)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, type);

        using var answer = await stage.Stranger.PostAsync(
            "/signup/centre", content, TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(status);
    }

    private static HttpRequestMessage Form(string name, string? origin)
    {
        var fields = SignUpStage.Fields(name).SelectMany(field => field.Value is JsonArray list
            ? list.Select(item => KeyValuePair.Create($"{field.Key}[]", item!.ToString()))
            : [KeyValuePair.Create(field.Key, field.Value!.ToString())]);
        var request = new HttpRequestMessage(HttpMethod.Post, "/signup/centre")
        {
            Content = new FormUrlEncodedContent([.. fields, KeyValuePair.Create("utm_source", "site")]),
        };
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        return request;
    }

    private static string Policy(HttpResponseMessage answer) =>
        answer.Headers.GetValues("Content-Security-Policy").Single();
}
