namespace RoutingData.Pools;

/// <summary>The error for what is asked of a data source that has been disposed of, in the caller's words: that is the object he disposed of.</summary>
internal static class DataSourceEnd
{
    private const string Name = "RoutingData.RoutingDbDataSource";

    public static ObjectDisposedException Error() => new(Name);

    /// <summary>Whether it is that error.</summary>
    public static bool IsCause(Exception exception) => exception is ObjectDisposedException { ObjectName: Name };
}
