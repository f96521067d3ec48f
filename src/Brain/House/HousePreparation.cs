using Microsoft.Extensions.Hosting;

namespace Gateway.Brain.House;

/// <summary>Has the skills of the house load what they have learned while the gateway starts.</summary>
internal sealed class HousePreparation(IEnumerable<IHouseSkill> skills) : BackgroundService
{
    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(
        () =>
        {
            foreach (var skill in skills)
                skill.Prepare();
        },
        stoppingToken);
}
