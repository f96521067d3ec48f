using Gateway;
using Gateway.Api;
using Gateway.Health;
using Gateway.Stores;

try
{
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
    var options = builder.AddGatewayOptions();
    await using var servers = await builder.StartEmbeddedServersAsync(options);

    builder.AddApi(options);
    builder.Services.AddStores(builder.Configuration);

    var app = builder.Build();
    app.UseApi(options);
    app.MapOpenApi();
    app.MapHealth();
    app.GreetWhenStarted();

    await app.RunAsync();
    return 0;
}
catch (Exception e) when (StartFailure.Explain(e) is { } reason)
{
    await Console.Error.WriteLineAsync(reason);
    return 1;
}
