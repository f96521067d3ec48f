using Gateway.Channels.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Operators;

/// <summary>Registers who may use the API.</summary>
internal static class OperatorServices
{
    /// <summary>Adds the API keys. Expects the records.</summary>
    public static IServiceCollection AddOperators(this IServiceCollection services)
    {
        // A key is looked at where an endpoint asks for one, and nowhere else.
        AppContext.SetSwitch("Microsoft.AspNetCore.Authentication.SuppressAutoDefaultScheme", isEnabled: true);
        services.TryAddSingleton<ApiKeys>();
        services.TryAddSingleton<ICallers, Callers>();
        services.AddAuthentication()
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.Name, configureOptions: null);
        services.AddAuthorizationBuilder().AddPolicy(ApiKeyHandler.Name, policy => policy
            .AddAuthenticationSchemes(ApiKeyHandler.Name).RequireAuthenticatedUser());
        return services;
    }

    /// <summary>
    /// Lets only holders of an API key through: 401 without one. What they may see, <see cref="ApiCaller.MaySee"/>
    /// says.
    /// </summary>
    public static TBuilder RequireApiKey<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder => endpoints.RequireAuthorization(ApiKeyHandler.Name);
}
