using System.Data.Common;
using RoutingData.Routing;

namespace RoutingData;

/// <summary>What few commands have: each of them keeps one reference for all of it.</summary>
/// <param name="Hint">Where the application wants it to go, and how fresh its answer has to be.</param>
/// <param name="AnsweredBy">The copy of the driver's command that has answered in its place; null once it has run again.</param>
internal sealed record SeldomCommandState(RouteHint Hint, DbCommand? AnsweredBy = null)
{
    /// <summary>That of a command that has none of it.</summary>
    public static SeldomCommandState None { get; } = new(RouteHint.None);
}
