namespace FailoverDemo.Histories;

/// <summary>Counts how often each server is named, in the order of their names. Pure.</summary>
internal static class CountBy
{
    public static SortedDictionary<string, int> Name(IEnumerable<string> servers) =>
        new(servers.CountBy(server => server).ToDictionary(), StringComparer.Ordinal);
}
