using Gateway.Channels.Media;
using Gateway.Channels.Twilio;
using Gateway.Channels.Voice.Answers;
using Gateway.Channels.Voice.Calls;
using Gateway.Channels.Voice.Lines;
using Gateway.Channels.Voice.Placing;
using Gateway.Channels.Voice.Transfers;
using Gateway.Sessions.Workspaces;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Channels.Voice.Webhooks;

/// <summary>Registers how calls come in and what becomes of their callers.</summary>
internal static class VoiceWebhookServices
{
    /// <summary>Adds it. Section <c>Voice</c> of the configuration holds <see cref="VoiceOptions"/>.</summary>
    public static IServiceCollection AddVoiceWebhooks(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<VoiceOptions>()
            .Bind(configuration.GetSection("Voice"))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ChannelTraits, VoiceTraits>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ITwilioChannel, VoiceNumbers>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IMediaProvider, VoiceMedia>());
        services.TryAddSingleton<CallBook>();
        services.TryAddSingleton<ICallBook>(provider => provider.GetRequiredService<CallBook>());
        services.TryAddSingleton<AnswerMetrics>();
        services.TryAddSingleton<SafetyNet>();
        services.TryAddSingleton<CallConnector>();
        services.TryAddSingleton<TransferDesk>();
        services.TryAddSingleton<AgentRegistrar>();
        services.TryAddSingleton<IncomingCalls>();
        services.TryAddSingleton<CallAftermath>();
        services.TryAddSingleton<CallStatuses>();
        services.TryAddSingleton<Voicemails>();
        services.TryAddSingleton<VoiceEndpoints>();
        return services.AddPlacing();
    }

    /// <summary>Maps the webhooks.</summary>
    public static void MapVoiceWebhooks(this IEndpointRouteBuilder app)
    {
        var services = app.ServiceProvider;
        var endpoints = services.GetRequiredService<VoiceEndpoints>();
        var incoming = services.GetRequiredService<IncomingCalls>();
        var aftermath = services.GetRequiredService<CallAftermath>();
        var statuses = services.GetRequiredService<CallStatuses>();
        var placed = services.GetRequiredService<PlacedCalls>();
        var voicemails = services.GetRequiredService<Voicemails>();
        void Map(string path, Func<VoiceRequest, CancellationToken, Task<string>> answer) =>
            app.MapPost($"/webhooks/twilio/voice{path}", http => endpoints.AnswerAsync(http, answer));
        Map("", incoming.AnswerAsync);
        Map("/after", aftermath.AfterAsync);
        Map("/dialled", aftermath.DialledAsync);
        Map("/whisper", aftermath.WhisperAsync);
        Map("/whispered", aftermath.WhisperedAsync);
        Map("/status", statuses.TakeAsync);
        Map("/answered", (request, token) => request.Line is { } line
            ? placed.AnswerAsync(request.PlaceOn(line), request.Session, request["AnsweredBy"], token)
            : Task.FromResult("<Response><Hangup/></Response>"));
        Map("/machine", async (request, token) =>
        {
            if (request.Line is { } line)
                await placed.DetectAsync(request.PlaceOn(line), request.Session, request["AnsweredBy"], token);
            return "<Response/>";
        });
        Map("/stream", (request, _) => statuses.TakeStreamAsync(request));
        Map("/recorded", voicemails.TakeAsync);
        Map("/transcribed", voicemails.TranscribeAsync);
        app.MapPost("/webhooks/twilio/voice/fallback", endpoints.FallBackAsync);
    }
}
