using Gateway.Brain.House.Learning;

namespace Gateway.Brain.Tests.House;

public sealed class ClauseChainTests
{
    private const int Acts = 3;

    private readonly ClauseChain _chain = new([0, 2, 3, 7], Acts);
    private readonly float[] _steps = new float[(Acts + 1) * Acts];

    public ClauseChainTests()
    {
        var random = new Random(5);
        for (var i = 0; i < _steps.Length; i++)
            _steps[i] = random.NextSingle() * 2;
        for (var i = 0; i < _chain.Scores.Length; i++)
            _chain.Scores[i] = random.NextSingle() * 3;
    }

    [Fact]
    public void The_best_clauses_are_those_of_all_ways_that_score_most()
    {
        _chain.Best(_steps).ShouldBe(Ways(0, Acts).MaxBy(way => way.Score).Clauses);
    }

    [Fact]
    public void A_clause_is_as_likely_as_the_ways_it_is_in()
    {
        float[] weights = [.. _steps.Select(MathF.Exp)];
        var ways = Ways(0, Acts).ToList();
        var all = ways.Sum(way => Math.Exp(way.Score));

        _chain.Weigh(weights);

        for (var start = 0; start < 3; start++)
        {
            for (var end = start + 1; end <= 3; end++)
            {
                for (var act = 0; act < Acts; act++)
                {
                    var likely = ways.Where(way => way.Clauses.Contains((start, end, act)))
                        .Sum(way => Math.Exp(way.Score)) / all;
                    ((double)_chain.LikelihoodsOf(start, end)[act]).ShouldBe(likely, 1e-4);
                }
            }
        }
    }

    [Fact]
    public void Two_acts_meet_as_often_as_in_the_ways_they_meet_in()
    {
        float[] weights = [.. _steps.Select(MathF.Exp)];
        var pairs = new float[_steps.Length];
        var ways = Ways(0, Acts).ToList();
        var all = ways.Sum(way => Math.Exp(way.Score));

        _chain.Weigh(weights);
        _chain.AddPairs(pairs, weights);

        for (var pair = 0; pair < Acts * Acts; pair++)
        {
            var meet = ways.Sum(way => Math.Exp(way.Score) * way.Clauses.Zip(way.Clauses.Skip(1))
                .Count(two => (two.First.Act * Acts) + two.Second.Act == pair)) / all;
            ((double)pairs[pair]).ShouldBe(meet, 1e-4);
        }
    }

    private IEnumerable<(List<(int Start, int End, int Act)> Clauses, double Score)> Ways(int start, int previous)
    {
        if (start == 3)
        {
            yield return ([], 0);
            yield break;
        }

        for (var end = start + 1; end <= 3; end++)
        {
            for (var act = 0; act < Acts; act++)
            {
                var own = _chain.ScoresOf(start, end)[act] + _steps[(previous * Acts) + act];
                foreach (var (clauses, score) in Ways(end, act))
                    yield return ([(start, end, act), .. clauses], own + score);
            }
        }
    }
}
