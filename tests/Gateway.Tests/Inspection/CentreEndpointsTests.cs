using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Tests.Commands;

namespace Gateway.Tests.Inspection;

[Collection(nameof(SignUpStage))]
public sealed class CentreEndpointsTests(SignUpStage stage)
{
    [Fact]
    public async Task A_centre_is_created_of_what_it_says_in_words_and_served_at_once()
    {
        var centre = await stage.CreateAsync(SignUpStage.Fields("Contrôle technique de l’Œuf & Fils"));

        Text(centre, "id").ShouldBe("controle-technique-de-l-oeuf-fils");
        Text(centre, "phone_number").ShouldBe("+33254000001");
        Text(centre, "calendar_url").ShouldBe("https://calendar.example/centre.ics");
        Text(centre, "status").ShouldBe("pending");
        centre["twilio_number"].ShouldBeNull();
        centre["opening_hours"]!.ToJsonString().ShouldBe(
            """{"week":{"mon":"08:00-12:00, 14:00-18:30","tue":"08:00-12:00, 14:00-18:30","wed":"08:00-12:00, 14:00-18:30","thu":"08:00-12:00, 14:00-18:30","fri":"08:00-12:00, 14:00-18:30","sat":"09:00-12:00"},"closed_on_holidays":["france"]}""");
        centre["pricing_grid"]!.AsArray().Count.ShouldBe(4);
        centre["payment_methods"]!.ToJsonString().ShouldBe("""["carte","especes"]""");
        centre["allow_next_day_pickup"]!.GetValue<bool>().ShouldBeTrue();
        centre["bays"]![0]!["vehicles"]!.ToJsonString().ShouldBe("""["voiture_particuliere","moto"]""");
        (await stage.Stranger.GetAsync($"/demo/{Text(centre, "id")}", TestContext.Current.CancellationToken))
            .StatusCode.ShouldBe(HttpStatusCode.OK);
        (await stage.Operator.GetFromJsonAsync<JsonObject>(
            $"/api/centers/{Text(centre, "id")}", TestContext.Current.CancellationToken))!
            .ToJsonString().ShouldBe(centre.ToJsonString());
    }

    [Fact]
    public async Task What_is_wrong_is_said_field_by_field_in_the_callers_language()
    {
        var fields = SignUpStage.Fields("Centre faux");
        fields["opening_hours"] = "lundi vers 8h-18h";
        fields["pricing_grid"] = "voiture environ 80 €";
        fields["phone_number"] = "12";
        fields["email"] = "personne";
        fields["average_control_duration"] = 3;
        fields["payment_methods"] = "coquillages";
        fields["colour"] = "red";
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/centers")
        {
            Content = JsonContent.Create(fields),
            Headers = { { "Accept-Language", "fr" } },
        };

        using var answer = await stage.Operator.SendAsync(request, TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var errors = (await answer.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken))!
            ["errors"]!.AsObject();
        errors.Select(error => error.Key).ShouldBe(
            ["opening_hours", "pricing_grid", "phone_number", "email", "average_control_duration", "payment_methods",
                "colour"], ignoreOrder: true);
        errors["opening_hours"]![0]!.GetValue<string>().ShouldBe("«\u00a0vers\u00a0» n’est pas compris ici.");
    }

    [Fact]
    public async Task What_is_missing_is_named()
    {
        using var answer = await stage.Operator.PostAsJsonAsync(
            "/api/centers", new JsonObject(), TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken))!["errors"]!
            .AsObject().Select(error => error.Key).ShouldBe(
            ["center_name", "phone_number", "opening_hours", "average_control_duration", "pricing_grid"],
            ignoreOrder: true);
    }

    [Fact]
    public async Task A_request_that_comes_twice_creates_one_centre_and_a_name_that_comes_twice_two()
    {
        var fields = SignUpStage.Fields("Centre du Pont");
        using var first = await SendAsync(fields, "abc");
        using var again = await SendAsync(fields, "abc");
        var other = await stage.CreateAsync(fields);

        first.StatusCode.ShouldBe(HttpStatusCode.Created);
        again.StatusCode.ShouldBe(HttpStatusCode.OK);
        Text((await again.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken))!, "id")
            .ShouldBe("centre-du-pont");
        Text(other, "id").ShouldBe("centre-du-pont-2");
    }

    [Fact]
    public async Task A_change_is_of_the_fields_that_are_there_and_of_the_version_that_was_seen()
    {
        var centre = await stage.CreateAsync(SignUpStage.Fields("Centre qui change"));
        var path = $"/api/centers/{Text(centre, "id")}";

        using var changed = await PatchAsync(
            path, new JsonObject { ["opening_hours"] = "Mon-Fri 8am to 6pm", ["version"] = 1 });
        using var late = await PatchAsync(path, new JsonObject { ["center_name"] = "Autre", ["version"] = 1 });
        using var wrong = await PatchAsync(path, new JsonObject { ["center_name"] = null });

        changed.StatusCode.ShouldBe(HttpStatusCode.OK);
        var now = (await changed.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken))!;
        now["version"]!.GetValue<int>().ShouldBe(2);
        Text(now, "opening_hours_text").ShouldContain("vendredi 8");
        now["closed_on_holidays"]!.GetValue<bool>().ShouldBeTrue();
        now["pricing_grid"]!.ToJsonString().ShouldBe(centre["pricing_grid"]!.ToJsonString());
        late.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task What_is_read_may_be_sent_back()
    {
        var centre = await stage.CreateAsync(SignUpStage.Fields("Centre aller retour"));
        var back = centre.DeepClone().AsObject();
        foreach (var name in (string[])["id", "status", "twilio_number", "elevenlabs_agent_id", "created_at",
            "site_key", "opening_hours_text"])
            back.Remove(name);

        using var answer = await PatchAsync($"/api/centers/{Text(centre, "id")}", back);

        var now = (await answer.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken))!;
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, now.ToJsonString());
        now["version"] = 1;
        now.ToJsonString().ShouldBe(centre.ToJsonString());
    }

    [Fact]
    public async Task A_centre_of_a_file_is_read_and_not_changed_and_one_that_is_none_is_not_there()
    {
        using var file = await PatchAsync("/api/centers/demo-centre", new JsonObject { ["center_name"] = "X" });
        using var shop = await PatchAsync("/api/centers/demo-shop", new JsonObject { ["center_name"] = "X" });
        using var stranger = await stage.Stranger.GetAsync("/api/centers", TestContext.Current.CancellationToken);

        file.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        shop.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        stranger.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Centres_are_listed_page_by_page()
    {
        await stage.CreateAsync(SignUpStage.Fields("Aaa un"));
        await stage.CreateAsync(SignUpStage.Fields("Aaa deux"));

        var first = await stage.Operator.GetFromJsonAsync<JsonObject>(
            "/api/centers?limit=1", TestContext.Current.CancellationToken);
        var second = await stage.Operator.GetFromJsonAsync<JsonObject>(
            $"/api/centers?limit=1&after={Text(first!, "next")}", TestContext.Current.CancellationToken);

        Text(first!["items"]![0]!, "id").ShouldBe("aaa-deux");
        Text(second!["items"]![0]!, "id").ShouldBe("aaa-un");
    }

    [Fact]
    public async Task A_file_of_centres_is_imported_line_by_line_and_only_once()
    {
        const string File =
            "center_name;phone_number;opening_hours;average_control_duration;pricing_grid;client_can_wait;"
            + "payment_methods\n"
            + "Centre CSV un;0254000011;lundi au vendredi 8h-18h;40;\"voiture 79, moto 60\";oui;carte, chèque\n"
            + "Centre CSV deux;0254000012;un jour peut-être;40;voiture 79;non;\n";
        var dry = await ImportAsync(File, "?dryRun=true");
        var first = await ImportAsync(File);
        var again = await ImportAsync(File);

        dry["created"]!.GetValue<int>().ShouldBe(1);
        first["lines"]!.AsArray().Select(line => (Text(line!, "line"), Text(line!, "status"), Text(line!, "id")))
            .ShouldBe([("2", "created", "centre-csv-un"), ("3", "refused", "")]);
        first["lines"]![1]!["errors"]!["opening_hours"].ShouldNotBeNull();
        again["existing"]!.GetValue<int>().ShouldBe(1);
        again["created"]!.GetValue<int>().ShouldBe(0);
    }

    [Fact]
    public async Task The_command_imports_a_file_and_prints_the_report()
    {
        var file = Path.Combine(stage.DataPath, "centres.csv");
        await System.IO.File.WriteAllTextAsync(
            file,
            "center_name,phone_number,opening_hours,average_control_duration,pricing_grid\n"
            + "Centre commandé,0254000021,Mon-Fri 8am-6pm,40,car €79\nSans rien,,,,\n",
            TestContext.Current.CancellationToken);

        var run = await CommandRun.OfAsync(
            "centre", "import", file, "--urls", stage.Address.ToString(), "--Gateway:DataPath", stage.DataPath);

        run.Errors.ShouldBeEmpty();
        run.ExitCode.ShouldBe(2);
        run.Output.ShouldContain("centre-commande");
        run.Output.ShouldContain("1 created, 0 there already, 1 refused.");
    }

    private async Task<JsonObject> ImportAsync(string file, string query = "")
    {
        using var content = new StringContent(file, Encoding.UTF8, "text/csv");
        using var answer = await stage.Operator.PostAsync(
            $"/api/centers/import{query}", content, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (await answer.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken))!;
    }

    private async Task<HttpResponseMessage> SendAsync(JsonObject fields, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/centers")
        {
            Content = JsonContent.Create(fields),
            Headers = { { "Idempotency-Key", key } },
        };
        return await stage.Operator.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private Task<HttpResponseMessage> PatchAsync(string path, JsonObject fields) =>
        stage.Operator.PatchAsJsonAsync(path, fields, TestContext.Current.CancellationToken);

    private static string Text(JsonNode json, string name) => json[name]?.ToString() ?? "";
}
