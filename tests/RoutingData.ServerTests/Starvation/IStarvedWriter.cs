namespace RoutingData.ServerTests.Starvation;

/// <summary>Writes one row on a connection of its own, synchronously.</summary>
internal interface IStarvedWriter
{
    void Write(int number);
}
