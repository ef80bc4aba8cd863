namespace RoutingData.Bench.Consistency;

/// <summary>Who was told of a loss.</summary>
/// <param name="Lost">Sessions, scopes and tokens whose writes were lost.</param>
/// <param name="Told">Those of them that say so.</param>
/// <param name="Kept">Those whose writes are there.</param>
/// <param name="FalseAlarms">Those of them that say that they are lost.</param>
internal sealed record LossCount(int Lost, int Told, int Kept, int FalseAlarms)
{
    public LossCount With(LossCount other) => new(Lost + other.Lost, Told + other.Told, Kept + other.Kept, FalseAlarms + other.FalseAlarms);
}
