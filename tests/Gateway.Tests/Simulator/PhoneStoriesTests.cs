using System.Net.Http.Json;
using System.Text.Json;

namespace Gateway.Tests.Simulator;

/// <summary>The inspection centre by telephone, in an installation without any account.</summary>
public sealed class PhoneStoriesTests(Newcomer gateway)
{
    [Fact]
    public async Task A_caller_who_types_what_they_would_say_books_a_slot()
    {
        await using var call = await CallAsync();
        (await call.WaitForAsync("answered")).GetProperty("name").GetString().ShouldBe("typed");
        await call.WaitForAsync("said", "Contrôle technique des Tilleuls");
        call.Heard.ShouldBeGreaterThan(0);

        await call.SayAsync("je voudrais un rendez-vous pour ma voiture demain matin");
        await call.WaitForAsync("heard", "rendez-vous");
        await call.WaitForAsync("said", "heures");
        await call.SayAsync("la première");
        await call.WaitForAsync("said", "immatriculation");
        await call.SayAsync("AB 123 CD, c'est une Renault Clio");
        await call.WaitForAsync("said", "nom");
        await call.SayAsync("Marie Dupont, à ce numéro");
        await call.WaitForAsync("said", "réserve");
        await call.SayAsync("oui");
        await call.WaitForAsync("said", "bientôt");
        await call.TellAsync(new { type = "hangUp" });
        await call.WaitForAsync("ended");

        var booked = (await gateway.Operator.GetFromJsonAsync<JsonElement>(
            $"/api/appointments?center_id=demo-centre&phone={Uri.EscapeDataString(call.Number)}"))
            .GetProperty("items").EnumerateArray()
            .Single(one => one.GetProperty("client_phone").GetString() == call.Number);
        booked.GetProperty("license_plate").GetString().ShouldBe("AB-123-CD");
    }

    [Fact]
    public async Task The_zero_key_reaches_a_person_who_hears_what_it_is_about_or_a_recorder_at_night()
    {
        await using var call = await CallAsync();
        await call.WaitForAsync("answered");

        await call.TellAsync(new { type = "key", key = "0" });

        var next = await call.WaitForAsync(["dialling", "recording"], text: null);
        if (next.GetProperty("type").GetString() == "recording")
            return;
        next.GetProperty("text").GetString().ShouldBe("+33100000003");
        await call.TellAsync(new { type = "pickUp" });
        await call.WaitForAsync("whisper");
        await call.WaitForAsync("person");
        await call.TellAsync(new { type = "hangUp" });
        await call.WaitForAsync("ended");
    }

    [Fact]
    public async Task The_page_leads_from_a_business_to_its_telephone()
    {
        using var answer = await gateway.Http.GetAsync("/demo/demo-centre/phone?lang=fr");

        answer.IsSuccessStatusCode.ShouldBeTrue();
        (await answer.Content.ReadAsStringAsync()).ShouldContain("Appelez, parlez.");
    }

    private async Task<PhoneCall> CallAsync()
    {
        // The way there leads from the gateway's address to the simulator's own.
        using var page = await gateway.Http.GetAsync("/demo/demo-centre/phone");
        return await PhoneCall.PlaceAsync(page.RequestMessage!.RequestUri!, "demo-centre");
    }
}
