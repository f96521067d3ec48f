using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Gateway.Inspection.SignUp;

/// <summary>Registers how centres sign up by themselves.</summary>
internal static class SignUpServices
{
    /// <summary>Name of the policy on which other sites' pages may send to the form.</summary>
    public const string Cors = "centreSignUp";

    /// <summary>Adds it. Section <c>Centres</c> of the configuration holds <see cref="SignUpOptions"/>.</summary>
    public static IServiceCollection AddSignUp(this IServiceCollection services)
    {
        services.AddOptions<SignUpOptions>().BindConfiguration("Centres").ValidateDataAnnotations()
            .Validate(
                options => Array.TrueForAll(options.SignupOrigins, SignUpOptions.IsOrigin),
                "Centres:SignupOrigins: expected origins as browsers send them, such as https://www.example.com.")
            .ValidateOnStart();
        services.TryAddSingleton<SignUpGate>();
        services.AddCors();
        services.AddSingleton<IConfigureOptions<CorsOptions>, SignUpCors>();
        return services;
    }

    private sealed class SignUpCors(SignUpGate gate) : IConfigureOptions<CorsOptions>
    {
        public void Configure(CorsOptions options) => options.AddPolicy(Cors, policy => policy
            .SetIsOriginAllowed(gate.Lists).AllowAnyHeader().WithMethods("POST").WithExposedHeaders("Retry-After")
            .SetPreflightMaxAge(TimeSpan.FromHours(1)));
    }
}
