namespace RoutingData.Tests.Telemetry;

/// <summary>The tests whose listeners hear the whole process, and those that count on there being none: not two of them at once.</summary>
internal static class ProcessListeners
{
    public const string Collection = "listeners of the process";
}
