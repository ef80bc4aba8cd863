using System.Globalization;

namespace RoutingData.Monitor.Gtids;

/// <summary>Transactions of one source that follow each other, both ends included.</summary>
internal readonly record struct GtidRange(ulong First, ulong Last)
{
    /// <summary>How many there are.</summary>
    public ulong Count => Last - First + 1;

    public override string ToString() => First == Last
        ? First.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{First}-{Last}");
}
