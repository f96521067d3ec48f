using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Planning;
using Gateway.Inspection.Provisioning.ElevenLabs;
using Gateway.Inspection.Provisioning.Runs;
using Gateway.Sessions.Workspaces;

namespace Gateway.Inspection.Provisioning.Agents;

/// <summary>
/// Writes what a centre's agent at ElevenLabs is to be: its instructions, voice and language, its two tools, whom it
/// puts calls through to, and who is told of its calls.
/// </summary>
internal sealed class AgentWriter(
    ElevenLabsOptions options, IGreetings greetings, CentrePrompt prompt, TimeProvider clock)
{
    /// <summary>The tool that finds slots.</summary>
    public const string Slots = "get_slots";

    /// <summary>The tool that books one.</summary>
    public const string Book = "book";

    /// <summary>The header in which the tools show their secret.</summary>
    public const string SecretHeader = "X-Gateway-Secret";

    private const int ToolSeconds = 10;
    private const int LongestCallSeconds = 900;

    /// <summary>The tools there are.</summary>
    public static IReadOnlyList<string> Tools { get; } = [Slots, Book];

    /// <summary>Where a tool turns to; no two centres' are the same.</summary>
    public static string AddressOf(ProvisioningRun run, string tool)
    {
        var (url, what) = (run.RequiredPublicUrl.OriginalString.TrimEnd('/'), tool == Slots ? "slots" : "bookings");
        return $"{url}/webhooks/elevenlabs/centres/{run.Workspace.Id}/{what}";
    }

    /// <summary>The agent.</summary>
    /// <param name="run">Whose, and what is there of it.</param>
    /// <param name="webhook">The account's post-call webhook; null for none.</param>
    /// <exception cref="ProvisioningFault">Something that it needs is missing.</exception>
    public JsonObject Agent(ProvisioningRun run, string? webhook)
    {
        var (centre, tools) = (run.Centre, run.Provision.ToolIds());
        var text = new JsonObject
        {
            ["prompt"] = prompt(centre, centre.Locale, Today(centre)),
            ["llm"] = options.AgentModel,
            ["temperature"] = 0.2,
            ["timezone"] = run.Workspace.TimeZone,
            ["tool_ids"] = new JsonArray([.. Tools.Select(tool => (JsonNode?)tools.GetValueOrDefault(tool))]),
            ["built_in_tools"] = BuiltIn(centre),
        };
        var platform = new JsonObject { ["call_limits"] = new JsonObject { ["agent_concurrency_limit"] = 10 } };
        if (webhook is not null)
        {
            platform["workspace_overrides"] = new JsonObject
            {
                ["webhooks"] = new JsonObject
                {
                    ["post_call_webhook_id"] = webhook,
                    ["events"] = new JsonArray("transcript"),
                },
            };
        }

        return new JsonObject
        {
            ["name"] = run.NameThere,
            ["tags"] = new JsonArray("gateway", run.Mark),
            ["conversation_config"] = new JsonObject
            {
                ["agent"] = new JsonObject
                {
                    ["first_message"] = greetings.For(run.Workspace, centre.Locale).Text is { Length: > 0 } greeting
                        ? greeting
                        : run.Workspace.Name,
                    ["language"] = centre.Locale,
                    ["prompt"] = text,
                },
                ["tts"] = new JsonObject
                {
                    ["voice_id"] = run.Voice.VoiceId ?? options.VoiceId ?? throw new ProvisioningFault(
                        "voice", "No voice is named: set settings.voice.voiceId or ElevenLabs:VoiceId."),
                    ["model_id"] = "eleven_flash_v2_5",
                    ["agent_output_audio_format"] = "ulaw_8000",
                },
                ["asr"] = new JsonObject { ["user_input_audio_format"] = "ulaw_8000" },
                ["conversation"] = new JsonObject { ["max_duration_seconds"] = LongestCallSeconds },
            },
            ["platform_settings"] = platform,
        };
    }

    /// <summary>A tool.</summary>
    public static JsonObject Tool(ProvisioningRun run, string tool) => new()
    {
        ["tool_config"] = new JsonObject
        {
            ["type"] = "webhook",
            ["name"] = tool,
            ["description"] = tool == Slots
                ? "Finds free inspection slots. Call it before any time is offered; offer only what it returns."
                : "Books a slot that get_slots returned, once the caller has agreed to day, time and plate read back.",
            ["response_timeout_secs"] = ToolSeconds,
            ["api_schema"] = new JsonObject
            {
                ["url"] = AddressOf(run, tool),
                ["method"] = "POST",
                ["content_type"] = "application/json",
                ["request_headers"] = new JsonObject
                {
                    [SecretHeader] = new JsonObject { ["secret_id"] = run.Provision.ElevenlabsSecretId },
                },
                ["request_body_schema"] = tool == Slots ? SlotsSchema() : BookSchema(),
            },
        },
    };

    /// <summary>What an agent is known again by: whether what would be sent differs from what was.</summary>
    public static string DigestOf(JsonObject agent) =>
        Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(agent.ToJsonString())));

    // The day as a whole: what is sent differs from what was sent once a day, and not with each look.
    private DateTimeOffset Today(Centre centre)
    {
        var now = TimeZoneInfo.ConvertTime(clock.GetUtcNow(), centre.Zone);
        var noon = now.Date.AddHours(12);
        return new DateTimeOffset(noon, centre.Zone.GetUtcOffset(noon));
    }

    private static JsonObject BuiltIn(Centre centre)
    {
        var tools = new JsonObject { ["end_call"] = BuiltInOf("end_call", []) };
        if (centre.Phone is { } phone)
        {
            tools["transfer_to_number"] = BuiltInOf("transfer_to_number", new JsonObject
            {
                ["transfers"] = new JsonArray(new JsonObject
                {
                    ["transfer_destination"] = new JsonObject { ["type"] = "phone", ["phone_number"] = phone },
                    ["condition"] =
                        "The caller asks for a person, is not understood twice, or it is not about a booking.",
                    ["transfer_type"] = "conference",
                }),
            });
        }

        return tools;
    }

    private static JsonObject BuiltInOf(string name, JsonObject parameters)
    {
        parameters["system_tool_type"] = name;
        return new JsonObject { ["type"] = "system", ["name"] = name, ["params"] = parameters };
    }

    private static JsonObject SlotsSchema() => Object(
        ["start_date", "vehicle_type"],
        ("start_date", Described("First day searched, as YYYY-MM-DD")),
        ("end_date", Described("Last day searched, as YYYY-MM-DD; one week when left out")),
        ("vehicle_type", Described("Kind of vehicle", CentreWords.VehicleNames)),
        ("visit", Described("Kind of inspection; periodique when left out", CentreWords.VisitNames)),
        ("preferred_time", Described("Part of the day", PlanningWords.PartNames)),
        ("conversation_id", Variable("system__conversation_id")));

    private static JsonObject BookSchema()
    {
        var client = Object(
            ["first_name", "last_name", "phone", "vehicle_brand", "license_plate"],
            ("first_name", Described("Given name")), ("last_name", Described("Family name")),
            ("phone", Described("Telephone number of the caller")),
            ("email", Described("E-mail address, if they gave one")),
            ("vehicle_brand", Described("Make of the vehicle")),
            ("vehicle_model", Described("Model of the vehicle, if they said")),
            ("license_plate", Described("Number plate, as it was read back")));
        client["description"] = "Who comes, and with what";
        return Object(
            ["slot_id", "client_info"],
            ("slot_id", Described("slot_id of the slot, as get_slots returned it")), ("client_info", client),
            ("conversation_id", Variable("system__conversation_id")));
    }

    private static JsonObject Object(string[] required, params (string Name, JsonObject Schema)[] properties) => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray([.. required.Select(name => (JsonNode?)name)]),
        ["properties"] = new JsonObject(
            properties.Select(one => KeyValuePair.Create(one.Name, (JsonNode?)one.Schema))),
    };

    private static JsonObject Described(string description, IReadOnlyList<string>? values = null)
    {
        var schema = new JsonObject { ["type"] = "string", ["description"] = description };
        if (values is not null)
            schema["enum"] = new JsonArray([.. values.Select(value => (JsonNode?)value)]);
        return schema;
    }

    private static JsonObject Variable(string name) => new() { ["type"] = "string", ["dynamic_variable"] = name };
}
